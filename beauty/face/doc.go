// Package face finds and follows faces, hands and people in the camera's
// picture and says where their points are at any moment asked for. It holds
// the types, the tracking and the prediction; the networks themselves stand
// behind the interface Models and are run by package ort.
//
// Points are numbered as MediaPipe's face mesh and hand landmark models number
// them. "Left" and "right" are the person's own, so the left eye of somebody
// who looks into the camera is at the right of the unmirrored picture.
package face
