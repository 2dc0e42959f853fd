import type { Html } from './html.js'

/** Style of the patrol sheet: A4 portrait, black, white and greys. An article is a page. */
export const PATROL_SHEET_STYLE: Html = {
  markup: `
*{box-sizing:border-box}
body{margin:0;background:#ddd;color:#1a1a1a;font:9.5px/1.22 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;font-variant-numeric:tabular-nums}
article{position:relative;display:flex;flex-direction:column;width:210mm;min-height:290mm;margin:6mm auto;padding:8mm;background:#fff}
article>*{flex:none}
h1{margin:1mm 0 1.2mm;padding-top:1mm;border-top:2.5px solid #1a1a1a;font:700 17px/1.12 Georgia,"Times New Roman","Liberation Serif",serif;overflow-wrap:anywhere}
h2{margin:1.6mm 0 .6mm;font-size:10.5px;line-height:1.2}
h2:first-child{margin-top:0}
p{margin:0 0 .7mm}
.marking{margin:0;text-align:center;font-size:11px;font-weight:700;letter-spacing:.06em}
.synthetic,.age{padding:.4mm 2mm;border:1.5px solid #1a1a1a;text-align:center;font-weight:700}
.facts{display:flex;flex-wrap:wrap;gap:.2mm 5mm;margin:0 0 1.2mm;font-size:10.5px}
.facts b{font-weight:700}
.beside{display:grid;grid-template-columns:126mm 1fr;gap:0 3mm;overflow:hidden}
.beside .map{display:block;width:126mm;height:100%}
.side{font-size:8.6px;line-height:1.2;overflow-wrap:anywhere}
.wide{display:block;width:100%;height:auto}
.map text,.months text{font-family:inherit}
.months{display:block;width:100%;height:auto}
.months text{font-size:9px;text-anchor:middle;fill:#55554f}
.months .count{fill:#1a1a1a}
figure{margin:0}
.halves{display:grid;grid-template-columns:1fr 1fr;gap:0 6mm}
.map .name{font-size:8.5px;text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:2px;fill:#55554f}
.map .place{font-size:9px;font-weight:700;paint-order:stroke;stroke:#fff;stroke-width:2.5px;fill:#1a1a1a}
.map .pin{font-size:10px;font-weight:700;text-anchor:middle;fill:#fff}
.map .scale{font-size:9px;paint-order:stroke;stroke:#fff;stroke-width:2px}
.map .north{font-size:9px;font-weight:700;text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:2px}
table{width:100%;border-collapse:collapse;table-layout:fixed}
caption{padding:1mm 0 .4mm;text-align:left;font-weight:700}
th,td{padding:.35mm 1.4mm .35mm 0;border-bottom:.5px solid #a6a69f;text-align:left;vertical-align:top;font-weight:400;overflow-wrap:anywhere}
thead th{border-bottom:1px solid #1a1a1a;font-weight:700;vertical-align:bottom}
.plain{table-layout:auto}
.plain td,.plain th+th{padding-left:2mm}
.plain .right{text-align:right;white-space:nowrap}
.visits{margin-top:1.2mm}
.visits td,.visits th{border-bottom:0;font-size:9px;line-height:1.17}
.visits thead th{border-bottom:1px solid #1a1a1a}
.visits .window{font-weight:700;font-size:10px}
.visits .place{font-weight:700;font-size:9.5px}
.visits .return td{padding:0;border-bottom:1px solid #1a1a1a}
.return div{display:grid;grid-template-columns:21mm 21mm 1fr 1fr;align-items:end;height:100%}
.return span{padding:0 0 .3mm .8mm;border-left:.5px solid #a6a69f;height:100%;color:#55554f;font-size:8px}
.number{display:inline-block;min-width:4.4mm;height:4.4mm;border-radius:2.2mm;background:#1a1a1a;color:#fff;font-size:10px;font-weight:700;line-height:4.4mm;text-align:center}
.must{display:inline-block;padding:0 .8mm;border:1px solid #1a1a1a;font-weight:700}
.blank{display:block;margin-top:3.4mm;border-bottom:.5px solid #1a1a1a}
.small{color:#55554f;font-size:8px}
ul{margin:0;padding-left:3.2mm}
.decision{display:grid;grid-template-columns:1fr 1fr 1fr 2fr;gap:0 3mm;margin-top:2mm;padding:1.2mm 2mm 1.6mm;border:1px solid #1a1a1a}
.decision p{min-height:8mm;margin:0;border-bottom:.5px solid #1a1a1a;color:#55554f}
footer{margin-top:auto;padding-top:1mm;font-size:8.2px;line-height:1.18}
footer b{font-size:9.6px}
.source{font-size:7.2px}
.sheet{float:right;margin:0;font-size:10.5px;font-weight:700}
.demo{position:absolute;inset:0;width:100%;height:100%;pointer-events:none}
.demo text{font:700 118px/1 sans-serif;text-anchor:middle;fill:#1a1a1a;fill-opacity:.07;stroke:#1a1a1a;stroke-opacity:.42;stroke-width:1.1px}
@page{size:A4 portrait;margin:8mm}
@media print{
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{background:none}
article{width:100%;min-height:279mm;margin:0;padding:0;break-after:page}
article:last-of-type{break-after:auto}
tr,.decision{break-inside:avoid}
}
`,
}
