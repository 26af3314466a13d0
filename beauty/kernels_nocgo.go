//go:build !cgo

package beauty

func defaultKernels() kernels { return goKernels() }
