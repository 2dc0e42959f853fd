import { inLight } from './inLight.js'

/** Prints the page in light colours: ink on white, readable without colour. */
export const printPage = () => inLight(() => print())
