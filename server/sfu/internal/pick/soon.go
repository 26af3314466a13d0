package pick

// Soon is the answer where some layers rest that would come in if they were wanted. want is what the viewer would have if all of known,
// those that have ever come in, did; to is that if it comes in, or can be waited for, and else the best of what comes in.
func Soon(a Ask, layers, known []Layer, waits func(i int) bool) (want, to int, why Why, goal int) {
	a.Layers = known
	want, why, goal = next(a)
	if want == None || layers[want].Live || waits(want) {
		return want, want, why, goal
	}
	a.Layers = layers
	to, why, goal = next(a)
	return want, to, why, goal
}
