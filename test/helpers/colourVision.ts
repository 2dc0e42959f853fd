type Colour = readonly [number, number, number]
type Matrix = readonly [Colour, Colour, Colour]

/** Of linear red, green and blue, severity 1. Machado, Oliveira and Fernandes (2009), IEEE TVCG 15(6), table 1. */
const VISION = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const satisfies Readonly<Record<string, Matrix>>

export type Vision = keyof typeof VISION
export const VISIONS = Object.keys(VISION) as readonly Vision[]

/** sRGB to XYZ under D65, and the white it is seen against. */
const XYZ: Matrix = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
]
const WHITE: Colour = [0.95047, 1, 1.08883]

const times = (matrix: Matrix, [a, b, c]: Colour): Colour => {
  const [x, y, z] = matrix.map((row) => row[0] * a + row[1] * b + row[2] * c)
  return [x, y, z]
}
const linear = (value: number) => (value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)
const cubeRoot = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116)

/** CIE L*a*b* of an sRGB colour as it is seen by an eye of this kind. */
export function labOf([r, g, b]: Colour, vision: Vision): Colour {
  const [x, y, z] = times(VISION[vision], [linear(r), linear(g), linear(b)]).map((part) => Math.min(1, Math.max(0, part)))
  const [fx, fy, fz] = times(XYZ, [x, y, z]).map((part, k) => cubeRoot(part / WHITE[k]))
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)]
}

const RADIANS = Math.PI / 180
const sine = (degrees: number) => Math.sin(degrees * RADIANS)
const cosine = (degrees: number) => Math.cos(degrees * RADIANS)

/** CIEDE2000 of two colours: 1 is just seen side by side. Sharma, Wu and Dalal (2005), Color Research and Application 30(1). */
export function distance([l1, a1, b1]: Colour, [l2, a2, b2]: Colour): number {
  const seventh = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7
  const stretch = 1.5 - 0.5 * Math.sqrt(seventh / (seventh + 25 ** 7))
  const [c1, c2] = [Math.hypot(a1 * stretch, b1), Math.hypot(a2 * stretch, b2)]
  const hue = (a: number, b: number) => (Math.atan2(b, a * stretch) / RADIANS + 360) % 360
  const [h1, h2] = [hue(a1, b1), hue(a2, b2)]
  const grey = c1 * c2 === 0
  const turn = grey ? 0 : ((h2 - h1 + 540) % 360) - 180
  const middle = grey ? h1 + h2 : (h1 + turn / 2 + 360) % 360
  const [light, chroma] = [(l1 + l2) / 2, (c1 + c2) / 2]
  const t =
    1 - 0.17 * cosine(middle - 30) + 0.24 * cosine(2 * middle) + 0.32 * cosine(3 * middle + 6) - 0.2 * cosine(4 * middle - 63)
  const dl = (l2 - l1) / (1 + (0.015 * (light - 50) ** 2) / Math.sqrt(20 + (light - 50) ** 2))
  const dc = (c2 - c1) / (1 + 0.045 * chroma)
  const dh = (2 * Math.sqrt(c1 * c2) * sine(turn / 2)) / (1 + 0.015 * chroma * t)
  const turned = -sine(60 * Math.exp(-(((middle - 275) / 25) ** 2))) * 2 * Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7))
  return Math.sqrt(dl ** 2 + dc ** 2 + dh ** 2 + turned * dc * dh)
}
