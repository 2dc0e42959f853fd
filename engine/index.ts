/**
 * hexbeat, the pure engine: numbers in, numbers out; no file, network, screen or clock. In the order of the work:
 * read, analyse, write. Command line, worker and other programs call these same functions.
 */
export { type AllocateTeamsInput, allocateTeams } from './allocateTeams.js'
export { type AnalyseHooks, type AnalyseInput, analyse } from './analyse.js'
export { appraise } from './appraise.js'
export { type CompareOptions, compareLayers } from './compareLayers.js'
export { EngineError, ERROR_CODES, type ErrorCode, type ErrorPlace } from './error.js'
export type { Appraisal, AppraiseOptions, OffencesLeft } from './evaluate/appraised.js'
export {
  type Backtest,
  type BacktestMethod,
  type BacktestOptions,
  backtest,
  type Quantity,
  type TestedHotspots,
} from './evaluate/backtest.js'
export type { BacktestRecord, HeldSeries } from './evaluate/backtestRecord.js'
export type { Budget, DrawnHotspots, HotspotBuilder } from './evaluate/budget.js'
export { type Change, LEAST_BEFORE } from './evaluate/change/changeOf.js'
export { type AreaChart, type ChangeReview, type ChangeRow, FORCE, type GroupName } from './evaluate/change/changeReview.js'
export { changesOfUnits } from './evaluate/change/changesOfUnits.js'
export {
  type ComparedPeriod,
  type ComparedPeriods,
  type ComparedSpans,
  checkCompare,
  comparedPeriods,
  comparedSpans,
} from './evaluate/change/comparedPeriods.js'
export { type ChartMonth, type ControlChart, controlChart, isCalled } from './evaluate/change/controlChart.js'
export { compareText, defaultCompare } from './evaluate/change/defaultCompare.js'
export { countsOfAll, countsOfUnits, type MonthlyCounts, seriesOf } from './evaluate/change/monthlyCounts.js'
export type { HotspotRecord } from './evaluate/hotspotRecord.js'
export { type HourIntervals, hourIntervals } from './evaluate/hourIntervals.js'
export type { OracleCeiling } from './evaluate/oracleCeiling.js'
export { type NoPeak, type PeakOptions, type PeakWindow, type PeakWindows, peakWindows } from './evaluate/peakWindow.js'
export type { PooledRatio, SpreadBasis } from './evaluate/pooledRatio.js'
export type { RivalVerdict } from './evaluate/rivalVerdict.js'
export type { Scored, ScoredMethod } from './evaluate/scored.js'
export { type WeeklyHours, weeklyHours } from './evaluate/weeklyHours.js'
export { distanceM, insideRing } from './geometry.js'
export { type CellRings, cellRings } from './grid/cellRings.js'
export { type AreaCells, cellsOfAreas } from './grid/cellsOfAreas.js'
export {
  cellAreasKm2,
  cellCentres,
  cellFromText,
  cellResolution,
  cellRing,
  cellToText,
  isCell,
  pointsToCells,
} from './grid/h3.js'
export { locate } from './grid/locate.js'
export type { PointCells, PointCounts } from './grid/pointCells.js'
export { type PointRows, pointsToRows } from './grid/pointRows.js'
export { studyArea } from './grid/studyArea.js'
export { ringWeights } from './grid/weights.js'
export { type ExactHotspotInput, exactHotspots } from './hotspot/exactHotspots.js'
export { type PointHistory, pointHistory } from './hotspot/pointHistory.js'
export { type AreaRequest, readAreas } from './input/area.js'
export { areaGiven, someAreas } from './input/areaGiven.js'
export { type ByteDictionary, createByteDictionary, textOfRow } from './input/byteDictionary.js'
export { guessCallMapping, readCalls } from './input/calls.js'
export { type CallTypes, readCallTypes } from './input/callTypes.js'
export {
  acceptGuess,
  type ColumnMapping,
  type CoordinateSystem,
  describeGuess,
  FIELD_IDS,
  type FieldId,
  guessMapping,
  type MappingGuess,
  readMapping,
} from './input/columnMapping.js'
export { type RosterCrew, readCrewRoster } from './input/crewRoster.js'
export { CREW_KINDS, type Crew, type CrewKind, readCrews, TRAVEL_MODES, type TravelMode } from './input/crews.js'
export {
  type CrimeFile,
  type CrimeOptions,
  guessOfSource,
  joinCrimes,
  readCrimeSources,
  readCrimes,
  type SourceGuess,
} from './input/crimes.js'
export { type CsvRow, createCsvReader, decodeUtf8, readTextTable } from './input/csv.js'
export { isDeprivationColumn, readDeprivation } from './input/deprivation.js'
export { type FactorRequest, parseFactorRequest } from './input/factorRequest.js'
export { readFactorTable } from './input/factorTable.js'
export { fromShiftedGrid, type GridShift, isGridFileColumn, readGridFile, toShiftedGrid } from './input/gridFile.js'
export { type GridSquare, gridReference, parseGridReference } from './input/gridReference.js'
export { readHarmScheme } from './input/harmTable.js'
export { categoryOfCode } from './input/homeOfficeCode.js'
export { type ListedHotspot, readHotspotList } from './input/hotspotList.js'
export { type HubAreas, type HubTable, readHubAreas, readHubs } from './input/hubs.js'
export { readLookup } from './input/lookup.js'
export { monthNumber, monthText } from './input/month.js'
export { fromNationalGrid, toNationalGrid } from './input/nationalGrid.js'
export { joinOutcomes, type OutcomeJoin, type UnjoinedReason } from './input/outcomeJoin.js'
export { type OutcomeRows, type Outcomes, readOutcomes } from './input/outcomes.js'
export { readParents } from './input/parents.js'
export { type PatrolRequest, readPatrolRequests } from './input/patrolRequests.js'
export { type Pings, readPings } from './input/pings.js'
export { AGGREGATE_ASIDE, CELL_AGGREGATE_COLUMNS, CONTROL_ROW, PLACE_AGGREGATE_COLUMNS } from './input/placeAggregate.js'
export { applyPlaceDecisions, type PlaceDecisions, readPlaceDecisions } from './input/placeDecisions.js'
export { RANGE as PUBLISHED_RANGE } from './input/placeFields.js'
export { plainText } from './input/plainText.js'
export { type PlannedMinutes, readPlannedMinutes } from './input/plannedMinutes.js'
export { readPopulation } from './input/population.js'
export { type ReferenceTexts, readReferenceTables } from './input/referenceTable.js'
export { type RoadTable, readRoads } from './input/roads.js'
export { readSites, type SiteTable } from './input/sites.js'
export { readSearches } from './input/stopSearch.js'
export { type TableFields, tableFields } from './input/tableFields.js'
export { exactly } from './input/thousands.js'
export { readTravelTimes, type TravelRows } from './input/travelTimes.js'
export { readVisitLog, type VisitLog } from './input/visitLog.js'
export { readWorkingAge } from './input/workingAge.js'
export { zonedTime } from './input/zonedTime.js'
export * from './inputTables.js'
export { type LocalPrioritiesRequest, localPriorities } from './localPriorities.js'
export { dayText, hourOfWeek, londonOf, londonToUtc } from './londonTime.js'
export { breaksOf, type ChangeRequest, isToldOf, measureChange } from './measureChange.js'
export { ANALYSE_DEFAULTS, type AnalyseOptions, resolveOptions } from './options.js'
export type { Analysis, Asked, CellResult, LayerResult } from './output/analysis.js'
export { type ByteWriter, createByteWriter, encodeUtf8 } from './output/byteWriter.js'
export { changeTable } from './output/changeTables.js'
export {
  areasSentence,
  changeClause,
  changeMethod,
  changeWords,
  chartSentence,
  comparedWords,
  comparisonLimits,
  intervalWords,
  layerVerdicts,
  stands,
  verdictWords,
} from './output/changeWords.js'
export { checkReport } from './output/checkReport.js'
export { csv, csvText } from './output/csv.js'
export { type Counted, type CountedRun, type CubePart, countedOf, cubeParts } from './output/cubeParts.js'
export type { RunAbout } from './output/document.js'
export { geojson, multiPolygon, point, polygonOfRing } from './output/geojson.js'
export { type HourGeography, hoursTable, weekdayTable } from './output/hoursTable.js'
export { keptRun, keptSource, keptTasking, readPlanning } from './output/keptPlanning.js'
export { refuseKinds } from './output/layerKinds.js'
export { outcomeTable } from './output/outcomeTable.js'
export { paragraph, SCREEN_WIDTH } from './output/paragraph.js'
export { clockTime, dayWords, visitWindow } from './output/patrolClock.js'
export { patrolGeojson, routePoints } from './output/patrolGeojson.js'
export type { PatrolRun } from './output/patrolRun.js'
export { sheetOfRun } from './output/patrolSheet.js'
export { unmetRows, unservedRows } from './output/patrolTables.js'
export { taskAtAnyHour, taskOf, type VisitTask, whyVisit } from './output/patrolWhy.js'
export {
  areaOf,
  crewWords,
  DEMONSTRATION,
  dataToWords,
  fairnessSentence,
  OLD_DAYS,
  PLACES_NOT_PEOPLE,
  travelWords,
  unservedSentence,
  worthSentences,
} from './output/patrolWords.js'
export { placesTable } from './output/placesTable.js'
export type { KeptHotspot, Planning } from './output/planningFile.js'
export { planTable } from './output/planTable.js'
export { rankedTables } from './output/rankedTables.js'
export { band, FEW_RESIDENTS } from './output/reportBand.js'
export {
  cellFiles,
  cubeFile,
  type ListedFile,
  type PlannedFile,
  type ResultFile,
  type ResultRequest,
  type RunDocument,
  resultFiles,
} from './output/resultFiles.js'
export { type Polygons, type ResultTable, type ResultTables, resultTables, type Shape } from './output/resultTables.js'
export type { Column, Table } from './output/table.js'
export { TARGETING_TEXT } from './output/targetingWords.js'
export { type TextColumn, textTable } from './output/textTable.js'
export { warningsText } from './output/warningsText.js'
export { counted, EVIDENCE, factorCount, percent, referenceWords } from './output/wording.js'
export {
  type CrewVisit,
  DOSE_DEFAULTS,
  type Dose,
  type DoseAmounts,
  type DoseOptions,
  dose,
  type HotspotDose,
  type MonthlyDose,
} from './patrol/dose.js'
export { type BusyHours, expectedByHour } from './patrol/expectedByHour.js'
export { weekBefore } from './patrol/lastWeek.js'
export {
  type MonthlyReturn,
  monthlyReturns,
  type PatrolTime,
  RETURN_KINDS,
  RETURN_MODES,
} from './patrol/monthlyReturn.js'
export { type PatrolTravel, patrolTravel, SPEED_DEFAULTS, type SpeedOptions, type TravelPlace } from './patrol/patrolTravel.js'
export { FOOT_BELOW_MS } from './patrol/pingModes.js'
export {
  PLAN_DEFAULTS,
  type PlanHotspot,
  type PlanInput,
  type PlanOptions,
  resolvePlanOptions,
  travelPlaces,
} from './patrol/planInput.js'
export { type CrewPlan, type PatrolPlan, type PlannedVisit, planPatrols, type Unserved } from './patrol/planPatrols.js'
export { type Recast, recast, type TimeLost } from './patrol/recast.js'
export {
  type DoseHotspot,
  PING_DEFAULTS,
  type PingOptions,
  type Stay,
  type Stays,
  staysOfLog,
  staysOfPings,
} from './patrol/stays.js'
export type { LastWeek, TaskedHotspot, Tasking } from './patrol/tasking.js'
export { TRIAL_FALLS, type TrialPower, trialPower } from './patrol/trialPower.js'
export { type Redraws, redrawTrial, TRIAL_DRAWS, type TrialResult, trialResult } from './patrol/trialResult.js'
export { TRIAL_DAY, type TrialDesign, type TrialSchedule, trialSchedule } from './patrol/trialSchedule.js'
export { PLAN_SHIFT_HOTSPOTS, type PlanShiftOptions, planFrom, planShift, type ShiftInput, shiftStart } from './plan.js'
export { prioritise } from './prioritise.js'
export {
  type AllocateAreas,
  type AllocateOptions,
  type Allocation,
  allocate,
  type Hub,
  type HubAllocation,
  type HubNumbers,
  type Rerun,
  type ShiftPattern,
} from './priority/allocate.js'
export { type Apportionment, type Bounds, diminishingReturns, hamilton, webster } from './priority/apportion.js'
export { type AreaGraph, areaGraph, cellGraph } from './priority/areaGraph.js'
export { type AreaStability, areaStability } from './priority/areaStability.js'
export {
  type ChoiceEffects,
  type ChoiceInput,
  choiceEffects,
  DESIGN_ROWS,
  type DropOne,
  dropOne,
  type EffectOptions,
} from './priority/choiceEffects.js'
export { type ChoiceSpace, choiceSpace } from './priority/choices.js'
export { AGGREGATIONS, type Aggregation, type Composite, competitionRank, composite } from './priority/composite.js'
export {
  AREA_OPTIONS,
  type AreaOptions,
  type AreaProblem,
  type ContiguousArea,
  type ContiguousAreas,
  contiguousArea,
} from './priority/contiguousArea.js'
export { type Coverage, type CoverageOptions, coverage, type EquityFloor, type Reach, reach } from './priority/coverage.js'
export { type CrimeOnlyNull, type CrimeOnlyNullOptions, crimeOnlyNull } from './priority/crimeOnlyNull.js'
export {
  type AssignedBy,
  type AtomShare,
  type DistrictGroup,
  type DistrictLoad,
  type DistrictReview,
  LOADS,
  type Load,
  type ReviewedSwap,
} from './priority/districtReview.js'
export {
  type Balance,
  type BeatTable,
  balance,
  beatOfWards,
  type Contiguity,
  type Districts,
  districts,
  type Nesting,
  nesting,
  type Swap,
  type WardTable,
} from './priority/districts.js'
export { type EffectiveWeights, effectiveWeights } from './priority/effectiveWeights.js'
export { checkFactorWeights, groupWeights, swingWeights } from './priority/factorWeights.js'
export { factorGroups, rankCorrelations } from './priority/groups.js'
export type { AreaShape } from './priority/growExchange.js'
export { type HonestExcess, type HonestHalf, honestExcess } from './priority/honestExcess.js'
export type { DemandId, HubFloor, HubMethod, HubPlan, HubService, HubSet } from './priority/hubPlan.js'
export type { LayerComparison, OverlappedArea } from './priority/layerComparison.js'
export { type LayerOverlap, layerOverlap, type OverlapEvents, type OverlapSums } from './priority/layerOverlap.js'
export type { LocalPrioritiesReview, NamedPriorities, NamedPriority } from './priority/localPrioritiesReview.js'
export { type LocalCounts, type LocalPriorities, locationQuotient } from './priority/locationQuotient.js'
export { type NextBest, nextBest, type WholeArea, type WholeLayer } from './priority/nextBest.js'
export { NORMALISATIONS, type Normalisation, normalise } from './priority/normalise.js'
export { tieKey } from './priority/order.js'
export { paretoTiers } from './priority/pareto.js'
export type { RankSummary } from './priority/placeTally.js'
export { type PMedian, type PMedianOptions, pMedian, type Service, service } from './priority/pMedian.js'
export type { CountedFactor, CrimeCounts, CrimeGroup, OffenceMix } from './priority/posterior.js'
export {
  PRIORITY_DEFAULTS,
  type Priority,
  type PriorityAreas,
  type PriorityLayer,
  type PriorityOptions,
} from './priority/prioritised.js'
export { resolvePriorityOptions } from './priority/priorityOptions.js'
export { type RankDraws, type RankOptions, type RankStep, rankDraws } from './priority/rankDraws.js'
export type { Headline, RankedFactor, RankInput } from './priority/rankInput.js'
export { type SobolIndex, type SobolIndices, sobolIndices } from './priority/sobol.js'
export { type Split, type SplitRequest, splits } from './priority/splits.js'
export { type RunnerUp, runnersUp, type Standing, standing, standingOfArea } from './priority/standing.js'
export { type StopOptions, type Stops, stops } from './priority/stops.js'
export {
  TEAM_PLAN_DEFAULTS,
  type TeamDemand,
  type TeamPlan,
  type TeamPlanOptions,
  type TeamPlanUsed,
} from './priority/teamPlan.js'
export { resolveTeamPlan } from './priority/teamPlanOptions.js'
export { type CentreColumn, TOWN_CENTRE, type TownCentreRanking } from './priority/townCentreRanking.js'
export {
  type CentreMeasure,
  type TownCentreOptions,
  type TownCentres,
  type TownCentreTable,
  townCentres,
} from './priority/townCentres.js'
export {
  givenTravel,
  STRAIGHT_LINE_DEFAULTS,
  type StraightLineOptions,
  straightLineTravel,
  type Travel,
  type TravelPoints,
} from './priority/travel.js'
export { random } from './random.js'
export { rankTownCentres, TOWN_CENTRE_DEFAULTS, type TownCentreRequest } from './rankTownCentres.js'
export * from './resultsDocument.js'
export { REVIEW_DEFAULTS, type ReviewOptions, reviewDistricts } from './reviewDistricts.js'
export { busiestPlaces } from './score/busiestPlaces.js'
export { type HourAccount, type HourOptions, type HourShares, hourProfile, hourShares, weekProfile } from './score/hourProfile.js'
export { kindTable } from './score/kinds.js'
export { inseparable, isPartOfCategory, type OffenceGroup, offenceGroups } from './score/offenceGroups.js'
export { type Shape as PlaneShape, shapeOf } from './shape.js'
export { SITE_HUBS_DEFAULTS, type SiteHubsInput, type SiteHubsOptions, siteHubs } from './siteHubs.js'
export { type BandwidthRule, bandwidth, PATROL_BANDWIDTH_M } from './stats/bandwidth.js'
export { betaTail } from './stats/betaTail.js'
export { breaks } from './stats/breaks.js'
export { type Centrography, centrography } from './stats/centrography.js'
export { type ChangePoint, type ChangePointOptions, changePoint } from './stats/changePoint.js'
export {
  type ChanceValue,
  type Concentration,
  type ConcentrationOptions,
  concentration,
  type HeldBy,
  type Lorenz,
  type LorenzOptions,
  lorenz,
} from './stats/concentration.js'
export { type Dispersion, dispersion } from './stats/dispersion.js'
export { type DualKde, type DualKdeOptions, dualKde } from './stats/dualKde.js'
export { EMERGING_PATTERNS, type Emerging, type EmergingOptions, emerging } from './stats/emerging.js'
export { type EmpiricalBayes, empiricalBayes, type SpatialEmpiricalBayes, spatialEmpiricalBayes } from './stats/empiricalBayes.js'
export { exactNull } from './stats/exactNull.js'
export { type Exceedance, exceedance } from './stats/exceedance.js'
export { type FdrOptions, fdr, hotClass } from './stats/fdr.js'
export { gammaTail } from './stats/gammaTail.js'
export { geary } from './stats/geary.js'
export { generalG } from './stats/generalG.js'
export { type Gi, gi } from './stats/gi.js'
export { gistar } from './stats/gistar.js'
export type { GlobalOptions, GlobalStatistic } from './stats/globalStatistic.js'
export { KDE_REASONS, type Kde, type KdeOptions, kde } from './stats/kde.js'
export { KERNELS, type Kernel } from './stats/kernel.js'
export { type Knox, type KnoxOptions, type KnoxSimulated, knox, type TimedPoints } from './stats/knox.js'
export { type LocalMoran, type LocalMoranOptions, localMoran, QUADRANTS } from './stats/localMoran.js'
export { type MannKendall, type MannKendallOptions, mannKendall, type TrendUndefined } from './stats/mannKendall.js'
export { moran } from './stats/moran.js'
export { type NearestNeighbour, type NearestNeighbourOptions, nearestNeighbour } from './stats/nearestNeighbour.js'
export { calendarQuarters, type NearRepeat, type NearRepeatOptions, nearRepeat } from './stats/nearRepeat.js'
export { normalTail } from './stats/normalTail.js'
export { type DrawsEnough, permutationsTooFew } from './stats/permutationsTooFew.js'
export { type Permuted, type PermuteOptions, permute } from './stats/permute.js'
export { PERSISTENCE_PATTERNS, type Persistence, persistence } from './stats/persistence.js'
export { type PlaneEvents, type PlanePoints, SNAPPED_SHARE, sharedShare } from './stats/planePoints.js'
export { type RateRatio, rateRatio } from './stats/rateRatio.js'
export { rowStandardised } from './stats/rowStandardised.js'
export { sampleNull } from './stats/sampleNull.js'
export { type Scan, type ScanCluster, type ScanOptions, type ScanShape, type ScanTable, scan } from './stats/scan.js'
export { type SeasonalKendall, seasonalKendall } from './stats/seasonalKendall.js'
export { type SenSlope, senSlope } from './stats/senSlope.js'
export { type Sppt, sppt } from './stats/sppt.js'
export { type StudentT, studentT } from './stats/studentT.js'
export { undefinedBecause } from './stats/undefinedBecause.js'
export * from './types.js'
