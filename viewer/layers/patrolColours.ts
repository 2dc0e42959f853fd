import type { Rgb, Theme } from './colour.js'

/** Lines and bars of crews in turn, 3:1 against the page and told apart by any colour vision; each crew is named as well. */
export const CREW_COLOURS: Readonly<Record<Theme, readonly Rgb[]>> = {
  light: [
    [11, 94, 140],
    [178, 73, 0],
    [94, 60, 153],
    [0, 110, 84],
    [158, 30, 92],
    [92, 74, 20],
  ],
  dark: [
    [98, 183, 236],
    [245, 160, 82],
    [190, 160, 245],
    [90, 205, 170],
    [240, 135, 180],
    [214, 194, 110],
  ],
}

export const crewColour = (crew: number, theme: Theme): Rgb => CREW_COLOURS[theme][crew % CREW_COLOURS[theme].length]
