package convert

import (
	"encoding/binary"
	"math"

	"onair/tools/tflite2onnx/tflite"
)

// constant is a tensor of floats that the model brings along. Those that were
// stored with 16 bits stay so in the ONNX file, which halves it.
type constant struct {
	values []float32
	half   bool
}

func readConstant(t tflite.Tensor) (constant, bool) {
	if t.Data == nil {
		return constant{}, false
	}
	v := make([]float32, t.Len())
	switch t.Type {
	case tflite.Float32:
		for i := range v {
			v[i] = math.Float32frombits(binary.LittleEndian.Uint32(t.Data[4*i:]))
		}
		return constant{values: v}, true
	case tflite.Float16:
		for i := range v {
			v[i] = fromHalf(binary.LittleEndian.Uint16(t.Data[2*i:]))
		}
		return constant{values: v, half: true}, true
	}
	return constant{}, false
}

// readInts is a constant of whole numbers, such as a list of axes; nil if
// the tensor is something else.
func readInts(t tflite.Tensor) []int {
	if t.Data == nil {
		return nil
	}
	v := make([]int, t.Len())
	for i := range v {
		switch t.Type {
		case tflite.Int32:
			v[i] = int(int32(binary.LittleEndian.Uint32(t.Data[4*i:])))
		case tflite.Int64:
			v[i] = int(int64(binary.LittleEndian.Uint64(t.Data[8*i:])))
		default:
			return nil
		}
	}
	return v
}

// fromHalf widens a 16-bit float (IEEE 754 binary16).
func fromHalf(h uint16) float32 {
	sign := uint32(h>>15) << 31
	exponent, fraction := uint32(h>>10)&31, uint32(h)&1023
	switch exponent {
	case 0:
		v := float32(fraction) / (1 << 24)
		return math.Float32frombits(sign | math.Float32bits(v))
	case 31:
		return math.Float32frombits(sign | 0x7f800000 | fraction<<13)
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}

// toHalf narrows a number that came from fromHalf; others lose digits.
func toHalf(v float32) uint16 {
	bits := math.Float32bits(v)
	sign := uint16(bits>>16) & 0x8000
	exponent, fraction := int(bits>>23)&255, bits&0x7fffff
	switch {
	case exponent == 255:
		return sign | 0x7c00 | uint16(fraction>>13)
	case exponent > 142:
		return sign | 0x7c00
	case exponent > 112:
		return sign | uint16(exponent-112)<<10 | uint16(fraction>>13)
	case exponent < 102:
		return sign
	}
	return sign | uint16((fraction|0x800000)>>(126-exponent))
}
