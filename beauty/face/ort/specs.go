//go:build cgo

package ort

// network names one of the networks.
type network int

const (
	detector network = iota
	farDetector
	landmarks
	palms
	hand
	segment
	networks
)

// specs are the files of the networks with their inputs and outputs.
var specs = [networks]struct {
	file string
	in   tensor
	out  []tensor
}{
	detector: {"face-detection.onnx", tensor{"input", []int64{1, 3, 128, 128}}, []tensor{
		{"regressors", []int64{1, 896, 16}}, {"classificators", []int64{1, 896, 1}}}},
	farDetector: {"face-detection-far.onnx", tensor{"input", []int64{1, 3, 192, 192}}, []tensor{
		{"reshaped_regressor_face_4", []int64{1, 2304, 16}}, {"reshaped_classifier_face_4", []int64{1, 2304, 1}}}},
	landmarks: {"face-landmarks.onnx", tensor{"input_1", []int64{1, 3, 192, 192}}, []tensor{
		{"output_mesh_identity", []int64{1, 1404, 1, 1}},
		{"output_lips", []int64{1, 160, 1, 1}},
		{"output_left_eye", []int64{1, 142, 1, 1}},
		{"output_right_eye", []int64{1, 142, 1, 1}},
		{"output_left_iris", []int64{1, 10, 1, 1}},
		{"output_right_iris", []int64{1, 10, 1, 1}},
		{"conv_faceflag", []int64{1, 1, 1, 1}}}},
	palms: {"palm-detection.onnx", tensor{"input_1", []int64{1, 3, 192, 192}}, []tensor{
		{"Identity", []int64{1, 2016, 18}}, {"Identity_1", []int64{1, 2016, 1}}}},
	hand: {"hand-landmarks.onnx", tensor{"input_1", []int64{1, 3, 224, 224}}, []tensor{
		{"Identity", []int64{1, 63}}, {"Identity_1", []int64{1, 1}}, {"Identity_2", []int64{1, 1}}}},
	segment: {"person.onnx", tensor{"input_1", []int64{1, 3, 144, 256}}, []tensor{
		{"segment_back", []int64{1, 1, 144, 256}}}},
}
