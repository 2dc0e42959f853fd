import type { Html } from './html.js'
import type { RunningWords } from './reportPage.js'

/**
 * Style of the report: fonts of the computer, light, A4 when printed. Every printed page carries the running words: in the margin
 * where the browser prints margin boxes, else as a table head and foot that repeat.
 */
export function reportStyle(running: RunningWords): Html {
  return { markup: `${SCREEN}${PRINT}${marginBoxes(running)}` }
}

const SCREEN = `
*{box-sizing:border-box}
html{scroll-behavior:auto}
body{margin:0;background:#e9e7e1;color:#1a1a1a;font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;font-variant-numeric:tabular-nums}
a{color:#1f4e79}
.skip{position:absolute;left:-999px}
.skip:focus{left:8px;top:8px;padding:6px 10px;background:#fff}
nav{max-width:210mm;margin:16px auto 0;padding:0 4px;font-size:13px}
nav ul{display:flex;flex-wrap:wrap;gap:2px 16px;margin:0;padding:0;list-style:none}
article{width:210mm;max-width:100%;margin:16px auto;padding:10mm 12mm;background:#fff;box-shadow:0 1px 4px #0003}
h1,h2{font-family:Georgia,"Times New Roman","Liberation Serif",serif;line-height:1.15;text-wrap:balance}
h1{margin:8px 0 10px;padding-top:8px;border-top:3px solid #1a1a1a;font-size:27px}
h2{margin:8px 0 8px;padding-top:6px;border-top:3px solid #1a1a1a;font-size:21px}
h2.minor{margin:14px 0 4px;padding:0;border:0;font-size:17px;break-after:avoid}
h3{margin:14px 0 4px;font-size:14px;break-after:avoid}
p{margin:0 0 5px}
ol,ul{margin:0;padding-left:18px}
.marking{margin:0;text-align:center;font-weight:600;letter-spacing:.06em}
.about{margin:4px 0 0;color:#55554f;font-size:12px}
.synthetic{margin:4px 0;padding:3px 8px;border:1px solid #8a6a00;background:#fde68a;text-align:center;font-weight:700}
.findings{padding-left:0;list-style:none;counter-reset:finding;font-size:15px}
.findings li{position:relative;margin-bottom:6px;padding-left:24px;counter-increment:finding}
.findings li::before{content:counter(finding);position:absolute;left:0;top:-1px;font:700 18px/1.3 Georgia,serif;color:#a11227}
figure{margin:8px 0 0}
.map,.months,.week{display:block;width:100%;height:auto}
.map text,.months text,.week text{font-family:inherit}
.map .name{font-size:8.5px;text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:2px;fill:#3a3a36}
.map .place{font-size:9px;font-weight:700;paint-order:stroke;stroke:#fff;stroke-width:2.5px;fill:#1a1a1a}
.map .pin{font-size:10px;font-weight:700;text-anchor:middle;fill:#fff}
.map .scale{font-size:9px;paint-order:stroke;stroke:#fff;stroke-width:2px}
.map .north{font-size:9px;font-weight:700;text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:2px}
.months text{font-size:9px;text-anchor:middle;fill:#55554f}
.months .count{fill:#1a1a1a}
.week text{font-size:9.5px;fill:#3f3f3a}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 14px}
.legend{display:flex;flex-wrap:wrap;gap:2px 14px;margin:4px 0 0;font-size:12px;line-height:1.35}
.swatch{margin-right:5px;vertical-align:-1px}
.inbar{margin-left:3px}
.limits{columns:2;column-gap:22px;font-size:12px;line-height:1.35}
.limits li{break-inside:avoid;margin-bottom:3px}
table{width:100%;margin-top:10px;border-collapse:collapse}
caption{padding-bottom:3px;text-align:left;line-height:1.35}
.when{color:#55554f}
.download{float:right;margin-left:12px;font-size:12px}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{padding:2px 8px 2px 0;border-bottom:1px solid #e2e2dd;vertical-align:top;font-weight:400}
thead th{border-bottom:1px solid #1a1a1a;font-size:12px;font-weight:600;color:#3f3f3a;vertical-align:bottom}
.sum th,.sum td{border-top:1px solid #1a1a1a;font-weight:600}
small{font-size:12.5px}
em{font-style:italic;color:#55554f}
.note{margin-top:4px;color:#3f3f3a;font-size:12px}
.left{text-align:left}
td.left,th.left:not(:first-child){padding-left:10px}
.right{padding:2px 0 2px 8px;text-align:right;white-space:nowrap}
.number{display:inline-block;min-width:17px;height:17px;margin-right:6px;border-radius:9px;background:#1a1a1a;color:#fff;font-size:12px;font-weight:700;line-height:17px;text-align:center}
.not-people{margin-top:8px;font-weight:600}
.decision{display:grid;grid-template-columns:auto 1.2fr .8fr 1.2fr 2fr;gap:4px 14px;margin-top:10px;padding:7px 9px 9px;border:1px solid #6e6e68;font-size:12px;break-inside:avoid}
.decision p{margin:0}
.blank{min-height:32px;border-bottom:1px solid #6e6e68;color:#55554f}
.decision .blank{min-height:24px}
.decision .people{grid-column:1/-1}
.bar{display:block;width:100%;height:16px}
.columns{display:grid;grid-template-columns:1fr 1fr;gap:0 26px}
.columns>*{min-width:0}
dl{margin:8px 0 0}
dt{float:left;clear:left;width:108px;font-weight:600}
dd{margin:0 0 6px 108px}
.method dt{width:138px}
.method dd{margin-left:138px}
.lines{margin:2px 0 0;padding:0;list-style:none}
.lines li{margin-bottom:15px;padding-bottom:13px;border-bottom:1px solid #6e6e68}
.fields{display:flex;gap:14px;margin-top:12px}
.fields .blank{flex:1;min-height:26px;margin:0}
.warnings li{margin-bottom:3px}
.sources{font-size:12px}
@media(max-width:700px){article{padding:16px 14px}.columns,.decision{grid-template-columns:1fr}.limits{columns:1}table{font-size:11px}th,td{overflow-wrap:anywhere}td.left,.right{padding-left:4px;padding-right:4px;white-space:normal}.inbar{display:none}}
@media screen and (max-width:700px){th:nth-child(n+7),td:nth-child(n+7){display:none}}
`

const PRINT = `
@page{size:A4;margin:11mm 12mm}
@media print{
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{background:none;font-size:10.5px;line-height:1.34}
nav,.skip,.download{display:none}
article{display:table;width:100%;margin:0;padding:0;box-shadow:none}
article+article{break-before:page}
.running{display:table-header-group;break-inside:avoid}
.closing{display:table-footer-group;break-inside:avoid}
h1{margin:0 0 5px;padding-top:5px;font-size:20px}
h2{margin:4px 0 6px;padding-top:5px;font-size:17px}
h2.minor{margin:6px 0 2px;font-size:12.5px}
h3{margin-top:9px;font-size:11.5px}
p{margin-bottom:3px}
.marking,.about,.legend,.note,.limits,.decision,.sources,thead th,small{font-size:9.2px}
.synthetic{font-size:10px}
.findings{font-size:11px}
.findings li{margin-bottom:2px;padding-left:18px}
.findings li::before{font-size:14px}
.page-map{margin-top:4px}
.blank{min-height:24px}
.decision .blank,.fields .blank{min-height:22px}
.lines li{margin-bottom:11px;padding-bottom:12px}
#summary .limits{font-size:8.7px;line-height:1.24}
#summary table{margin-top:0}
#summary tbody th{width:76%}
#summary .limits li{margin-bottom:0}
.limits{line-height:1.28}
.limits li{margin-bottom:1px}
table{margin-top:7px}
th,td{padding-top:1px;padding-bottom:1px}
.number{min-width:14px;height:14px;line-height:14px;font-size:9.5px}
.decision{margin-top:5px;padding:5px 8px 6px}
.not-people{margin-top:4px}
dt{width:92px}
dd{margin-left:92px;margin-bottom:4px}
.method dt{width:104px}
.method dd{margin-left:104px}
figure,tr,.note,li,dd{break-inside:avoid}
thead{display:table-header-group}
caption,h3{break-after:avoid}
}
`

/**
 * Margin boxes for browsers that print them; these two features stand for a version that does, since a margin box cannot be asked for.
 * There the running head and foot stay on the screen.
 */
function marginBoxes({ marking, synthetic, period, source }: RunningWords): string {
  const small = 'font:8.6px/1.3 system-ui,"Liberation Sans",sans-serif;color:#3f3f3a'
  const strong = 'font:600 10px/1.3 system-ui,"Liberation Sans",sans-serif;letter-spacing:.06em'
  const box = (name: string, content: string, style: string) => `@${name}{content:${content};${style}}`
  return `@supports (text-box-trim:trim-both) and (interpolate-size:allow-keywords){
@page{margin:16mm 12mm 15mm;${box('top-left', cssText(synthetic === '' ? '' : 'SYNTHETIC DATA'), `${strong};width:35%;text-align:left`)}${box('top-center', cssText(marking), `${strong};width:30%`)}${box('top-right', cssText(period), `${small};width:35%;text-align:right`)}${box('bottom-left', cssText(source), `${small};width:35%;text-align:left`)}${box('bottom-center', cssText(marking), `${strong};width:30%`)}${box('bottom-right', '"Page " counter(page) " of " counter(pages)', `${small};width:35%;text-align:right`)}}
@media print{article{display:block}.running,.closing{display:none}}
}
`
}

/** A string of CSS that can neither end itself nor the element around it. */
function cssText(text: string): string {
  const safe = text.replace(/[^A-Za-z0-9 .,:()]/gu, (character) => `\\${(character.codePointAt(0) ?? 32).toString(16)} `)
  return `"${safe}"`
}
