/**
 * Shape of a smoothing kernel by distance d, with bandwidth h: the radius at which quartic and Epanechnikov end, the standard deviation
 * of the Gaussian. Each integrates to 1 over the plane.
 *
 * quartic 3/(pi h^2) (1 - d^2/h^2)^2; Epanechnikov 2/(pi h^2) (1 - d^2/h^2); Gaussian exp(-d^2/(2 h^2)) / (2 pi h^2), cut at 8 h,
 * where it is 1.3e-14 of its peak.
 */
export type Kernel = 'quartic' | 'epanechnikov' | 'gaussian'

export const KERNELS: readonly Kernel[] = ['quartic', 'epanechnikov', 'gaussian']

/** Standard deviations at which the Gaussian is cut. */
const GAUSSIAN_CUT = 8

/** Distance from which on the kernel is 0, metres. */
export function kernelReach(kernel: Kernel, bandwidth: number): number {
  return kernel === 'gaussian' ? GAUSSIAN_CUT * bandwidth : bandwidth
}
