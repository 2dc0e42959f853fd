/**
 * hexbeat, the pure engine: numbers in, numbers out; no file, network, screen or clock. In the order of the work:
 * read, analyse, write. Command line, worker and other programs call these same functions.
 */
export { type AnalyseInput, analyse } from './analyse.js'
export { EngineError, ERROR_CODES, type ErrorCode, type ErrorPlace } from './error.js'
export { insideRing } from './geometry.js'
export { cellFromText, cellResolution, cellRing, cellToText, isCell } from './grid/h3.js'
export { ringWeights } from './grid/weights.js'
export { type AreaRequest, readAreas } from './input/area.js'
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
export { type CrimeOptions, guessOfSource, readCrimes, type SourceGuess } from './input/crimes.js'
export { decodeUtf8, readTextTable } from './input/csv.js'
export { isDeprivationColumn, readDeprivation } from './input/deprivation.js'
export { type FactorRequest, parseFactorRequest } from './input/factorRequest.js'
export { readFactorTable } from './input/factorTable.js'
export { fromShiftedGrid, type GridShift, isGridFileColumn, readGridFile, toShiftedGrid } from './input/gridFile.js'
export { type GridSquare, gridReference, parseGridReference } from './input/gridReference.js'
export { readHarmScheme } from './input/harmTable.js'
export { categoryOfCode } from './input/homeOfficeCode.js'
export { readLookup } from './input/lookup.js'
export { monthText } from './input/month.js'
export { fromNationalGrid, toNationalGrid } from './input/nationalGrid.js'
export { joinOutcomes, type OutcomeJoin, type UnjoinedReason } from './input/outcomeJoin.js'
export { type OutcomeRows, type Outcomes, readOutcomes } from './input/outcomes.js'
export { readParents } from './input/parents.js'
export { applyPlaceDecisions, type PlaceDecisions, readPlaceDecisions } from './input/placeDecisions.js'
export { readPopulation } from './input/population.js'
export { type ReferenceTexts, readReferenceTables } from './input/referenceTable.js'
export { readSearches } from './input/stopSearch.js'
export { readWorkingAge } from './input/workingAge.js'
export { hourOfWeek, londonOf, londonToUtc } from './londonTime.js'
export { ANALYSE_DEFAULTS, type AnalyseOptions, resolveOptions } from './options.js'
export type { Analysis, CellResult, LayerResult } from './output/analysis.js'
export { checkReport } from './output/checkReport.js'
export { csv } from './output/csv.js'
export { type CubePart, cubeParts } from './output/cubeParts.js'
export type { RunAbout } from './output/document.js'
export { type HourGeography, hoursTable, weekdayTable } from './output/hoursTable.js'
export { outcomeTable } from './output/outcomeTable.js'
export { placesTable } from './output/placesTable.js'
export { rankedTables } from './output/rankedTables.js'
export { type ResultFile, type ResultRequest, type RunDocument, resultFiles } from './output/resultFiles.js'
export { type Polygons, type ResultTable, type ResultTables, resultTables, type Shape } from './output/resultTables.js'
export type { Column, Table } from './output/table.js'
export { EVIDENCE } from './output/wording.js'
export { random } from './random.js'
export { busiestPlaces } from './score/busiestPlaces.js'
export { type HourAccount, type HourOptions, type HourShares, hourProfile, hourShares, weekProfile } from './score/hourProfile.js'
export { breaks } from './stats/breaks.js'
export { exactNull } from './stats/exactNull.js'
export { fdr, hotClass } from './stats/fdr.js'
export { gistar } from './stats/gistar.js'
export { normalTail } from './stats/normalTail.js'
export { sampleNull } from './stats/sampleNull.js'
export * from './types.js'
