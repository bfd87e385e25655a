import { readRecipes } from "./read-tables";

/**
 * What each made item consists of and how it is made, for one piece. The second line is the bill of materials (item ×
 * quantity + scrap), the third the routing (operation @work center, minutes to set up + minutes for each piece).
 */
export const recipes = readRecipes(`
SF-BRK-L
  RM-Q235-30 × 0.86 + 5%
  激光下料 @CUT 20 + 0.4, 折弯 @BEND 25 + 0.5
SF-BRK-U
  RM-Q235-30 × 1.12 + 5%
  激光下料 @CUT 20 + 0.5, 折弯 @BEND 25 + 0.8
SF-BRK-Z
  RM-SUS304-20 × 0.48 + 6%
  激光下料 @CUT 20 + 0.5, 折弯 @BEND 25 + 0.6
SF-RIB
  RM-Q235-30 × 0.14 + 8%
  冲压落料 @STAMP 40 + 0.1
SF-PLATE-B
  RM-Q235-20 × 0.33 + 6%
  冲压落料 @STAMP 45 + 0.12, 攻丝 @CNC 15 + 0.3
SF-PANEL-15
  RM-SPCC-15 × 1.55 + 4%
  激光下料 @CUT 20 + 0.8, 折弯 @BEND 25 + 1.1
SF-WELD-L
  SF-BRK-L × 1, SF-RIB × 2, RM-WIRE-10 × 0.02
  焊接 @WELD 20 + 2.2
SF-WELD-T
  RM-TUBE-2525 × 2.04 + 2%, RM-WIRE-10 × 0.06
  锯切 @CUT 15 + 2.5, 焊接 @WELD 30 + 8
SF-P4040-600
  RM-AL4040 × 0.605 + 1%
  锯切 @CUT 10 + 0.8, 端面攻丝 @CNC 15 + 1.2
SF-P4040-400
  RM-AL4040 × 0.405 + 1%
  锯切 @CUT 10 + 0.8, 端面攻丝 @CNC 15 + 1.2
SF-P3030-500
  RM-AL3030 × 0.505 + 1%
  锯切 @CUT 10 + 0.7, 端面攻丝 @CNC 15 + 1
SF-P2020-300
  RM-AL2020 × 0.304 + 1%
  锯切 @CUT 10 + 0.6, 端面攻丝 @CNC 15 + 0.9
SF-CORNER-40
  RM-AL6061-P12 × 0.13 + 10%
  CNC 加工 @CNC 40 + 3.5
SF-SHAFT-20
  RM-ROD45-20 × 0.23 + 3%
  数控车 @CNC 45 + 5, 磨外圆 @CNC 30 + 3
SF-FLANGE-42
  RM-AL6061-P12 × 0.31 + 12%
  CNC 加工 @CNC 50 + 6
SF-SLEEVE-25
  RM-BRASS-25 × 0.034 + 4%
  数控车 @CNC 35 + 2.2
SF-STUD-12
  RM-ROD45-12 × 0.155 + 2%
  下料 @CUT 10 + 0.2, 滚丝 @CNC 30 + 0.4
HR-ZJ-101
  SF-WELD-L × 1, RM-POWDER-BK × 0.05 + 10%, PP-M8X20 × 2, PP-CTN-S × 0.1
  喷塑 @SURF 40 + 0.8, 包装 @ASSY 10 + 0.5
HR-ZJ-102
  SF-BRK-U × 1, RM-POWDER-GY × 0.045 + 10%, PP-M6X16 × 2, PP-NUT-M6 × 2
  喷塑 @SURF 40 + 0.8, 包装 @ASSY 10 + 0.4
HR-ZJ-103
  SF-BRK-Z × 1, PP-M5X12 × 4, PP-BAG-PE × 1
  拉丝 @SURF 15 + 1, 包装 @ASSY 10 + 0.4
HR-ZJ-201
  SF-BRK-L × 1, SF-BRK-U × 1, SF-PLATE-B × 1, PP-M8X20 × 4, PP-NUT-M8 × 4, PP-WSH-M8 × 8, RM-POWDER-BK × 0.08 + 10%
  喷塑 @SURF 40 + 1.2, 装配 @ASSY 15 + 3
HR-ZJ-301
  SF-PANEL-15 × 1, SF-BRK-L × 2, PP-M6X16 × 6, RM-POWDER-GY × 0.12 + 10%
  喷塑 @SURF 40 + 2, 装配 @ASSY 15 + 4
HR-XC-401
  SF-P4040-600 × 4, SF-P4040-400 × 8, SF-CORNER-40 × 8, PP-TNUT-M8 × 32, PP-M8X20 × 32, PP-FOOT-M8 × 4, PP-CTN-L × 1
  预装 @ASSY 20 + 25, 检验包装 @ASSY 10 + 8
HR-XC-402
  SF-P4040-600 × 4, SF-P4040-400 × 6, SF-CORNER-40 × 8, PP-TNUT-M8 × 28, PP-M8X20 × 28, PP-CASTER-2 × 4, PP-CTN-L × 1
  预装 @ASSY 20 + 28, 检验包装 @ASSY 10 + 8
HR-XC-301
  SF-P3030-500 × 4, PP-TNUT-M5 × 16, PP-M5X12 × 16, PP-CTN-L × 0.5
  预装 @ASSY 15 + 12
HR-XC-201
  SF-P2020-300 × 12, PP-TNUT-M5 × 24, PP-M5X12 × 24, PP-CTN-S × 1
  预装 @ASSY 15 + 18
HR-HJ-601
  SF-WELD-T × 2, SF-PANEL-15 × 2, PP-M6X16 × 16, PP-NUT-M6 × 16, RM-POWDER-GY × 0.35 + 8%
  喷塑 @SURF 40 + 6, 装配 @ASSY 15 + 10
HR-CNC-301
  SF-SHAFT-20 × 1, PP-BRG-6004 × 2, PP-CIRC-20 × 2, PP-CTN-S × 0.2
  压装 @ASSY 20 + 4
HR-CNC-302
  SF-FLANGE-42 × 1, PP-BRG-6004 × 1, PP-M6X16 × 4
  压装 @ASSY 20 + 2.5
HR-CNC-303
  SF-SLEEVE-25 × 1, PP-BAG-PE × 1
  去毛刺检验 @ASSY 10 + 0.8
HR-CNC-304
  SF-CORNER-40 × 1, PP-BRG-608 × 2, PP-M8X20 × 2, PP-WSH-M8 × 4
  压装 @ASSY 20 + 3
HR-JG-501
  SF-STUD-12 × 4, PP-NUT-M12 × 8, PP-BAG-PE × 1
  镀锌 @SURF 60 + 0.6, 配套 @ASSY 10 + 0.6
HR-JG-502
  PP-M8X20 × 10, PP-NUT-M8 × 10, PP-WSH-M8 × 20, PP-BAG-PE × 1
  配套 @ASSY 10 + 0.5
HR-JG-503
  PP-M6X16 × 20, PP-NUT-M6 × 20, PP-BAG-PE × 1
  配套 @ASSY 10 + 0.5
`);
