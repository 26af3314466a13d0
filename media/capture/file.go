package capture

func openFile(s, rest string, o VideoOptions) (Source, error) { return nil, fileError(rest, nil) }
func openFileSound(s, rest string) (Source, error)            { return nil, fileError(rest, nil) }
