package beauty

func defaultKernels() kernels { return goKernels() }
