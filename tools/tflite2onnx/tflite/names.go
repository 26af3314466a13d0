package tflite

// customCode is the builtin code that stands for operators with a name.
const customCode = 32

// opNames are the builtin operators that can be converted, by code.
var opNames = map[int]string{
	0: "ADD", 1: "AVERAGE_POOL_2D", 2: "CONCATENATION", 3: "CONV_2D", 4: "DEPTHWISE_CONV_2D", 5: "DEPTH_TO_SPACE",
	6: "DEQUANTIZE", 9: "FULLY_CONNECTED", 14: "LOGISTIC", 17: "MAX_POOL_2D", 18: "MUL", 19: "RELU", 21: "RELU6",
	22: "RESHAPE", 23: "RESIZE_BILINEAR", 28: "TANH", 34: "PAD", 40: "MEAN", 41: "SUB", 42: "DIV", 43: "SQUEEZE",
	45: "STRIDED_SLICE", 54: "PRELU", 55: "MAXIMUM", 57: "MINIMUM", 67: "TRANSPOSE_CONV", 117: "HARD_SWISH",
}
