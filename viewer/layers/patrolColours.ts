import type { Rgb, Theme } from './colour.js'

/** Lines and bars of crews in turn, 3:1 against the page and told apart by any colour vision; each crew is named as well. */
export const CREW_COLOURS: Readonly<Record<Theme, readonly Rgb[]>> = {
  light: [
    [28, 98, 140],
    [179, 75, 0],
    [67, 43, 132],
    [17, 132, 96],
    [153, 29, 91],
    [86, 69, 23],
  ],
  dark: [
    [129, 191, 229],
    [252, 171, 81],
    [174, 141, 255],
    [111, 237, 200],
    [249, 119, 175],
    [213, 200, 146],
  ],
}

export const crewColour = (crew: number, theme: Theme): Rgb => CREW_COLOURS[theme][crew % CREW_COLOURS[theme].length]
