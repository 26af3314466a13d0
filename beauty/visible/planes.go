package visible

// least puts the least of three by three nodes in each place, most the most. Nodes beyond
// the border are like those at it. dst may be src.
func least(src, tmp, dst *[nodes]uint8) {
	for j := range high {
		row, out := src[j*wide:][:wide], tmp[j*wide:][:wide]
		out[0], out[wide-1] = min(row[0], row[1]), min(row[wide-2], row[wide-1])
		for i := 1; i < wide-1; i++ {
			out[i] = min(row[i-1], row[i], row[i+1])
		}
	}
	for j := range high {
		a, b, c := tmp[max(j-1, 0)*wide:][:wide], tmp[j*wide:][:wide], tmp[min(j+1, high-1)*wide:][:wide]
		out := dst[j*wide:][:wide]
		for i := range out {
			out[i] = min(a[i], b[i], c[i])
		}
	}
}

func most(src, tmp, dst *[nodes]uint8) {
	for j := range high {
		row, out := src[j*wide:][:wide], tmp[j*wide:][:wide]
		out[0], out[wide-1] = max(row[0], row[1]), max(row[wide-2], row[wide-1])
		for i := 1; i < wide-1; i++ {
			out[i] = max(row[i-1], row[i], row[i+1])
		}
	}
	for j := range high {
		a, b, c := tmp[max(j-1, 0)*wide:][:wide], tmp[j*wide:][:wide], tmp[min(j+1, high-1)*wide:][:wide]
		out := dst[j*wide:][:wide]
		for i := range out {
			out[i] = max(a[i], b[i], c[i])
		}
	}
}

// soften blurs what is visible; what is covered stays so.
func (s *scratch) soften(src, dst *[nodes]uint8) {
	for j := range high {
		row, out := src[j*wide:][:wide], s.sums[j*wide:][:wide]
		out[0], out[wide-1] = 2*uint16(row[0])+uint16(row[1]), uint16(row[wide-2])+2*uint16(row[wide-1])
		for i := 1; i < wide-1; i++ {
			out[i] = uint16(row[i-1]) + uint16(row[i]) + uint16(row[i+1])
		}
	}
	for j := range high {
		a, b, c := s.sums[max(j-1, 0)*wide:][:wide], s.sums[j*wide:][:wide], s.sums[min(j+1, high-1)*wide:][:wide]
		row, out := src[j*wide:][:wide], dst[j*wide:][:wide]
		for i := range out {
			out[i] = min(row[i], uint8((uint32(a[i])+uint32(b[i])+uint32(c[i]))*7282>>16))
		}
	}
}

// boxes sums squares of r nodes each way; beyond the border there is nothing. src is
// scratch afterwards.
func boxes(src, dst *[nodes]uint32, r int) {
	for j := range high {
		row, out := src[j*wide:][:wide], dst[j*wide:][:wide]
		sum := uint32(0)
		for i := range r {
			sum += row[i]
		}
		for i := range out {
			if i+r < wide {
				sum += row[i+r]
			}
			out[i] = sum
			if i >= r {
				sum -= row[i-r]
			}
		}
	}
	copy(src[:], dst[:])
	var sum [wide]uint32
	for j := range r {
		for i, v := range src[j*wide:][:wide] {
			sum[i] += v
		}
	}
	for j := range high {
		if j+r < high {
			for i, v := range src[(j+r)*wide:][:wide] {
				sum[i] += v
			}
		}
		copy(dst[j*wide:][:wide], sum[:])
		if j >= r {
			for i, v := range src[(j-r)*wide:][:wide] {
				sum[i] -= v
			}
		}
	}
}
