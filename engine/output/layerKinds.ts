import { EngineError } from '../error.js'
import { layerFile } from './layerTable.js'

/** Files that hold other things than the areas of a layer. */
const TAKEN = /* @__PURE__ */ new Set(
  /* @__PURE__ */ (
    'cells clusters hotspots factors cube outcomes peak-windows week-hours priority priority-areas factor-checks overlap overlap-areas ' +
    'allocation splits hub-areas bases base-areas base-floor backtest backtest-pooled change control-chart districts district-balance ' +
    'district-swaps district-wards local-priorities town-centres patrol-crews patrol-visits unserved'
  ).split(' '),
)

/**
 * The areas of each kind have files of their own, named by it.
 *
 * @throws EngineError 'option-invalid' (a kind that is no name, is given twice, or whose files would be those of another table)
 */
export function refuseKinds(kinds: readonly string[]): void {
  for (const [k, kind] of kinds.entries()) {
    const refused = (hint: string) => new EngineError('option-invalid', { column: 'kind', value: String(kind), hint })
    if (typeof kind !== 'string' || !/^[^./\\][^/\\]*$/.test(kind))
      throw refused('A kind of area is a word, such as ward: files are named by it.')
    if (TAKEN.has(layerFile(kind))) throw refused('Its file would be that of another table. Call these areas by another word.')
    const other = kinds.slice(0, k).find((earlier) => layerFile(earlier) === layerFile(kind))
    if (other !== undefined) throw refused(`Another layer is called ${other}: its files would have the same name.`)
  }
}
