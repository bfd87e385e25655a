export { installPlantNeighbours, type PlantNeighbours } from "./plant-neighbours";
export { centerRates, knownWarehouses, knownWorkCenters } from "./plant.queries";
export { plantOperations } from "./plant.routes";
export { planningPlant, type PlanningPlant } from "./planning-plant";
export { Location, Warehouse } from "./plant.model";
export { locationsByCode, warehousesByCode, workCentersByCode } from "./plant-codes";
