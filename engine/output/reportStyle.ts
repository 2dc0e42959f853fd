import { type Html, html } from './html.js'

/** Style of the report: system font, light, A4 when printed. */
export const STYLE: Html = html`
@page{size:A4;margin:11mm 12mm}
*{box-sizing:border-box}
body{margin:0;background:#eeeeea;color:#1a1a1a;font:12.5px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;font-variant-numeric:tabular-nums}
article{width:210mm;max-width:100%;margin:16px auto;padding:11mm 12mm;background:#fff;box-shadow:0 1px 4px #0003}
h1{margin:6px 0 8px;font-size:19px;line-height:1.25}
h2{margin:12px 0 4px;font-size:14px}
h3{margin:12px 0 3px;font-size:12.5px}
p{margin:0 0 4px}
ol,ul{margin:0;padding-left:18px}
.marking{margin:0;text-align:center;font-weight:600;letter-spacing:.06em}
.running{margin:4px 0 0;color:#55554f;font-size:11px}
.synthetic{margin:4px 0;padding:3px 8px;background:#fde68a;text-align:center;font-weight:700;font-size:14px}
.findings{font-size:13.5px}
.findings li{margin-bottom:3px}
figure{margin:8px 0 0}
.map{display:block;width:100%}
.map text{font-family:inherit}
.map .name{font-size:8.5px;text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:2px;fill:#3a3a36}
.map .place{font-size:9px;font-weight:700;paint-order:stroke;stroke:#fff;stroke-width:2.5px;fill:#1a1a1a}
.map .pin{font-size:10px;font-weight:700;text-anchor:middle;fill:#fff}
.map .scale{font-size:9px}
.legend{display:flex;flex-wrap:wrap;gap:2px 14px;margin:4px 0 0;font-size:11px}
.legend i,.swatch{display:inline-block;width:10px;height:10px;margin-right:5px;vertical-align:-1px;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.limits{columns:2;column-gap:22px;font-size:11px;line-height:1.35}
.limits li{break-inside:avoid;margin-bottom:2px}
table{width:100%;border-collapse:collapse}
th,td{padding:2px 8px 2px 0;border-bottom:1px solid #e2e2dd;vertical-align:top}
th{font-size:11px;font-weight:600;color:#55554f}
small{font-size:11.5px}
.left{text-align:left}
.right{padding:2px 0 2px 8px;text-align:right;white-space:nowrap}
.number{display:inline-block;width:16px;height:16px;border-radius:8px;background:#1a1a1a;color:#fff;font-size:11px;line-height:16px;text-align:center;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.places-not-people{margin-top:8px;font-weight:600}
.decision{display:flex;gap:10px;margin-top:10px;padding:6px 8px;border:1px solid #8a8a84;font-size:11px}
.decision span{flex:1;border-bottom:1px solid #8a8a84;color:#55554f}
.bar{display:block;width:100%;height:16px;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.columns{display:grid;grid-template-columns:1fr 1fr;gap:0 24px}
.warnings li{margin-bottom:2px}
footer{margin-top:10px;color:#55554f;font-size:10px}
footer .marking{color:#1a1a1a;font-size:12.5px}
@media(max-width:600px){.columns{grid-template-columns:1fr}.limits{columns:1}}
@media print{.map{width:93%;margin:0 auto}.marking,footer .marking{font-size:10px}body{background:none;font-size:9.5px;line-height:1.3}article{width:auto;margin:0;padding:0;box-shadow:none}article+article{break-before:page}h1{font-size:15px;margin:3px 0 4px}h2{font-size:11.5px;margin-top:6px}h3{font-size:10px;margin-top:8px;break-after:avoid}.findings{font-size:10.5px}.findings li{margin-bottom:1px}.running,.legend,.limits,.decision,th,small{font-size:8.5px}.number{width:13px;height:13px;line-height:13px;font-size:9px}th,td{padding-top:1px;padding-bottom:1px}.decision{margin-top:5px}footer{font-size:7.5px;margin-top:5px}figure,tr{break-inside:avoid}}
`
