import { readTable } from "./read-tables";

/** The demo factory's items, as a factory would hand them over: in tables. A dash is an empty cell. */

/** What is bought: sheet and powder by weight, bar and profile by length, fasteners and packaging by the piece. */
export const boughtItems = readTable(`
code          | name                   | spec                   | unit | supplier | days | cost | multiple | opening | safety
RM-Q235-30    | 热轧钢板 3.0mm         | Q235B 1250×2500        | kg   | S01      | 5    | 4.35 | 50       | 1860    | 500
RM-Q235-20    | 热轧钢板 2.0mm         | Q235B 1250×2500        | kg   | S01      | 5    | 4.42 | 50       | 940     | -
RM-SPCC-15    | 冷轧钢板 1.5mm         | SPCC 1250×2500         | kg   | S01      | 6    | 5.18 | 50       | 620     | -
RM-SUS304-20  | 不锈钢板 2.0mm         | SUS304 2B 1219×2438    | kg   | S02      | 8    | 16.9 | 25       | 310     | -
RM-AL6061-P12 | 铝板 12mm              | 6061-T6                | kg   | S03      | 7    | 25.6 | 10       | 186.5   | -
RM-WIRE-10    | 气保焊丝 1.0mm         | ER50-6 15kg/盘         | kg   | S06      | 3    | 7.8  | 15       | 75      | -
RM-POWDER-BK  | 粉末涂料 黑色细砂纹    | RAL9005                | kg   | S07      | 5    | 27.5 | 20       | 140     | -
RM-POWDER-GY  | 粉末涂料 浅灰平光      | RAL7035                | kg   | S07      | 5    | 26.8 | 20       | 96      | -
RM-AL4040     | 工业铝型材 4040        | 6063-T5 阳极本色 6m/支 | m    | S03      | 9    | 36.5 | 6        | 420     | -
RM-AL3030     | 工业铝型材 3030        | 6063-T5 阳极本色 6m/支 | m    | S03      | 9    | 24.2 | 6        | 252     | -
RM-AL2020     | 工业铝型材 2020        | 6063-T5 阳极黑 6m/支   | m    | S03      | 9    | 13.4 | 6        | 318     | -
RM-ROD45-20   | 圆钢 Φ20               | 45# 调质 3m/支         | m    | S02      | 6    | 12.8 | 3        | 147     | -
RM-ROD45-12   | 圆钢 Φ12               | 45# 冷拉 3m/支         | m    | S02      | 6    | 5.9  | 3        | 210     | -
RM-BRASS-25   | 黄铜棒 Φ25             | H59 2.5m/支            | m    | S02      | 8    | 118  | 2.5      | 22.5    | -
RM-TUBE-2525  | 方管 25×25×2           | Q235 6m/支             | m    | S01      | 5    | 9.6  | 6        | 540     | -
PP-M5X12      | 内六角圆柱头螺钉 M5×12 | GB/T 70.1 8.8级 发黑   | pcs  | S04      | 3    | 0.11 | 1000     | 12600   | -
PP-M6X16      | 内六角圆柱头螺钉 M6×16 | GB/T 70.1 8.8级 发黑   | pcs  | S04      | 3    | 0.16 | 1000     | 9800    | -
PP-M8X20      | 外六角螺栓 M8×20       | GB/T 5783 8.8级 镀锌   | pcs  | S04      | 3    | 0.31 | 500      | 6400    | -
PP-NUT-M6     | 六角螺母 M6            | GB/T 6170 8级 镀锌     | pcs  | S04      | 3    | 0.05 | 1000     | 8200    | -
PP-NUT-M8     | 六角螺母 M8            | GB/T 6170 8级 镀锌     | pcs  | S04      | 3    | 0.08 | 1000     | 7350    | -
PP-NUT-M12    | 六角螺母 M12           | GB/T 6170 8级 镀锌     | pcs  | S04      | 4    | 0.22 | 500      | 3100    | -
PP-WSH-M8     | 平垫圈 M8              | GB/T 97.1 镀锌         | pcs  | S04      | 3    | 0.03 | 1000     | 10400   | -
PP-TNUT-M5    | T 型螺母 M5            | 20/30 系 弹片式        | pcs  | S05      | 4    | 0.42 | 200      | 2600    | -
PP-TNUT-M8    | T 型螺母 M8            | 40 系 船型             | pcs  | S05      | 4    | 0.66 | 200      | 1900    | -
PP-FOOT-M8    | 调节脚杯 M8            | Φ50 尼龙底             | pcs  | S05      | 5    | 3.2  | 50       | 260     | -
PP-CASTER-2   | 万向脚轮 2 寸带刹      | M8 丝杆 承重 60kg      | pcs  | S05      | 7    | 11.5 | 20       | 120     | -
PP-BRG-608    | 深沟球轴承 608ZZ       | 8×22×7                 | pcs  | S08      | 6    | 1.9  | 100      | 480     | -
PP-BRG-6004   | 深沟球轴承 6004ZZ      | 20×42×12               | pcs  | S08      | 6    | 6.4  | 50       | 150     | -
PP-CIRC-20    | 轴用挡圈 Φ20           | GB/T 894               | pcs  | S08      | 4    | 0.18 | 200      | 1200    | -
PP-CTN-S      | 五层瓦楞纸箱 小        | 300×200×150            | pcs  | S09      | 3    | 2.3  | 50       | 640     | -
PP-CTN-L      | 五层瓦楞纸箱 大        | 800×400×200            | pcs  | S09      | 3    | 7.9  | 25       | 215     | -
PP-BAG-PE     | PE 自封袋 12×17        | 8 丝 印标              | pcs  | S09      | 3    | 0.09 | 500      | 5300    | -
`);

/** What is cut, bent, stamped, turned and welded here before it is finished and packed. */
export const halfMadeItems = readTable(`
code         | name             | spec               | days | cost | minimum | multiple | opening
SF-BRK-L     | L 型折弯件       | 3.0mm 120×80×50    | 1    | 4.9  | 50      | -        | 180
SF-BRK-U     | U 型折弯件       | 3.0mm 150×60×60    | 1    | 6.1  | 50      | -        | 90
SF-BRK-Z     | Z 型不锈钢折弯件 | 2.0mm 100×40×40    | 1    | 9.7  | 30      | -        | 64
SF-RIB       | 加强筋板         | 3.0mm 60×60 三角   | 1    | 0.9  | -       | 100      | 700
SF-PLATE-B   | 冲压底板         | 2.0mm 160×120 四孔 | 1    | 2.4  | -       | 50       | 350
SF-PANEL-15  | 折弯面板         | 1.5mm 400×300      | 1    | 10.6 | -       | -        | 42
SF-WELD-L    | L 型焊接支架     | 带双筋             | 1    | 9.3  | -       | -        | 60
SF-WELD-T    | 方管焊接框       | 25×25 600×400      | 2    | 34   | -       | -        | 12
SF-P4040-600 | 4040 型材段 600  | 两端攻 M8          | 1    | 24.5 | -       | -        | 36
SF-P4040-400 | 4040 型材段 400  | 两端攻 M8          | 1    | 17.2 | -       | -        | 40
SF-P3030-500 | 3030 型材段 500  | 两端攻 M6          | 1    | 14.6 | -       | -        | 28
SF-P2020-300 | 2020 型材段 300  | 两端攻 M5          | 1    | 5.7  | -       | -        | 110
SF-CORNER-40 | 铝角码 4040      | 12mm 板 CNC        | 2    | 6.8  | -       | 20       | 160
SF-SHAFT-20  | 精车传动轴 Φ20   | L=220 双轴肩       | 2    | 14.2 | 20      | -        | 35
SF-FLANGE-42 | 轴承法兰座       | 12mm 板 Φ42 孔     | 2    | 13.5 | 20      | -        | 44
SF-SLEEVE-25 | 黄铜轴套         | Φ25×Φ20×30         | 2    | 7.4  | 50      | -        | 95
SF-STUD-12   | 双头螺柱坯 M12   | L=150              | 1    | 1.6  | 100     | -        | 420
`);

/** What the factory sells: brackets, profile frames, CNC parts, fastener kits, and whatever a drawing asks for. */
export const soldItems = readTable(`
code       | name                | spec               | days | cost | price | opening
HR-ZJ-101  | 承重支架 L 型       | 喷塑黑 承重 80kg   | 1    | 12.8 | 23.5  | 120
HR-ZJ-102  | 管路支架 U 型       | 喷塑灰             | 1    | 9.4  | 17.8  | 80
HR-ZJ-103  | 不锈钢支架 Z 型     | 拉丝 耐腐蚀        | 1    | 12.1 | 26.9  | 45
HR-ZJ-201  | 可调支架总成        | 行程 60mm          | 2    | 21.5 | 39.8  | 26
HR-ZJ-301  | 设备挂板            | 带折弯面板         | 2    | 28.3 | 52    | 14
HR-XC-401  | 4040 铝型材工作台架 | 600×400×400 带脚杯 | 2    | 248  | 398   | 6
HR-XC-402  | 4040 移动推车架     | 600×400 带刹脚轮   | 2    | 262  | 428   | 4
HR-XC-301  | 3030 防护围框       | 500×500            | 2    | 74   | 126   | 10
HR-XC-201  | 2020 仪器支架       | 300×300×300        | 2    | 88   | 145   | 12
HR-HJ-601  | 方管货架单元        | 两层 喷塑灰        | 3    | 132  | 218   | 5
HR-CNC-301 | 传动轴组件          | Φ20×220 带轴承     | 2    | 31   | 58    | 15
HR-CNC-302 | 法兰轴承座组件      | 6004 一体座        | 2    | 23   | 42.5  | 22
HR-CNC-303 | 黄铜轴套组件        | Φ20 自润滑         | 1    | 8.6  | 15.9  | 60
HR-CNC-304 | 滚轮导向块          | 双 608 轴承        | 2    | 17.6 | 33    | 18
HR-JG-501  | M12 双头螺柱套件    | 4 支/套 镀锌       | 2    | 9.2  | 16.8  | 140
HR-JG-502  | M8 连接套件         | 10 组/袋           | 1    | 4.6  | 8.9   | 300
HR-JG-503  | M6 安装套件         | 20 组/袋           | 1    | 4.4  | 8.2   | 260
HR-FB-900  | 非标金属件          | 按图纸             | 2    | 0    | 86    | -
`);
