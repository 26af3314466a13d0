package model

// Failure is something that went wrong, told in three steps: what happened,
// why, what to do. The texts' keys are "failure.<code>.what", ".why", ".do".
type Failure struct {
	Code FailureCode
	// Subject fills {{.Subject}} in the texts: an address, device, room number.
	Subject string
	// Wait is in how many seconds it may be tried again, 0 where that is not known.
	Wait int
	// Detail is the technical chain of causes, shown small and copyable.
	Detail string
}

// FailureCode names a failure.
type FailureCode string

// The failures the screens have words for. A code without words is shown with
// the words of FailureUnknown and its Detail.
const (
	FailureUnknown         FailureCode = "unknown"
	FailureServerAddress   FailureCode = "serverAddress"   // not an address; Subject: as typed
	FailureUnreachable     FailureCode = "unreachable"     // no answer; Subject: address
	FailureServerStart     FailureCode = "serverStart"     // the server on this computer did not start
	FailureHostName        FailureCode = "hostName"        // no such name; Subject: address
	FailureRefused         FailureCode = "refused"         // the machine answers, no server does; Subject: address
	FailureNoAnswer        FailureCode = "noAnswer"        // nothing comes back; Subject: address
	FailureCertificate     FailureCode = "certificate"     // not to be trusted; Subject: address
	FailureCertificateOld  FailureCode = "certificateOld"  // expired; Subject: address
	FailureCertificateName FailureCode = "certificateName" // of another name; Subject: address
	FailurePlainHTTP       FailureCode = "plainHTTP"       // https was asked for, http is spoken; Subject: address
	FailureNeedsHTTPS      FailureCode = "needsHTTPS"      // the other way round; Subject: address
	FailureProxy           FailureCode = "proxy"           // this machine's proxy refuses; Subject: address
	FailureGateway         FailureCode = "gateway"         // the server behind a proxy is away; Subject: address
	FailureNotOnAir        FailureCode = "notOnAir"        // something else answers; Subject: address
	FailureServerPort      FailureCode = "serverPort"      // another program has the port
	FailureServerDisk      FailureCode = "serverDisk"      // no room for the server's data; Subject: the folder
	FailureServerInUse     FailureCode = "serverInUse"     // another server has its folder; Subject: the folder
	FailureProgramPort     FailureCode = "programPort"     // another program has a port for programs; Subject: "RTMP host:port"
	FailureProgramSystem   FailureCode = "programSystem"   // that port is the system's; Subject as above
	FailureProgramAddress  FailureCode = "programAddress"  // that is no address of this computer's; Subject as above
	FailureProgramForm     FailureCode = "programForm"     // that is not host:port; Subject as above
	FailureProgramOther    FailureCode = "programOther"    // anything else; Subject as above
	FailureServerFolder    FailureCode = "serverFolder"    // the folder cannot be written
	FailureServerOther     FailureCode = "serverOther"     // another user of this computer runs it
	FailureVersion         FailureCode = "version"         // the server speaks another protocol
	FailureUserID          FailureCode = "userID"          // not letters, digits, - and _, or too long
	FailureSignature       FailureCode = "signature"       // UserSig refused
	FailureSignatureForm   FailureCode = "signatureForm"   // UserSig that cannot be read
	FailureSignatureOld    FailureCode = "signatureOld"    // UserSig expired
	FailureSignatureUser   FailureCode = "signatureUser"   // UserSig of another user
	FailureSignatureClock  FailureCode = "signatureClock"  // UserSig from the future
	FailureSignatureRights FailureCode = "signatureRights" // UserSig that does not allow it
	FailureRemoved         FailureCode = "removed"         // out of the room a moment ago
	FailureName            FailureCode = "name"            // a name that is not allowed
	FailureTooLong         FailureCode = "tooLong"         // a name or title
	FailureListFull        FailureCode = "listFull"        // as many banned, muted or helpers as a room keeps
	FailureAskLater        FailureCode = "askLater"        // asked too often
	FailureDamaged         FailureCode = "damaged"         // the server has lost what it takes
	FailureGuestRefused    FailureCode = "guestRefused"    // this server lets no guests in
	FailureUserTaken       FailureCode = "userTaken"       // the ID is another guest's
	FailureKicked          FailureCode = "kicked"          // signed in elsewhere with this ID
	FailureRoomNumber      FailureCode = "roomNumber"      // not a room number or link; Subject: as typed
	FailureNoRoom          FailureCode = "noRoom"          // Subject: room number
	FailureNobodyLive      FailureCode = "nobodyLive"      // the first live room was asked for and there is none
	FailureRoomTaken       FailureCode = "roomTaken"       // another anchor has it; Subject: room number
	FailureRoomFull        FailureCode = "roomFull"
	FailureBanned          FailureCode = "banned"
	FailurePrivate         FailureCode = "private"    // it takes a key; Subject: room number
	FailurePasscode        FailureCode = "passcode"   // the wrong one; Subject: room number
	FailurePasscodes       FailureCode = "passcodes"  // too many wrong ones
	FailureInvitation      FailureCode = "invitation" // not valid any more
	FailureList            FailureCode = "list"       // the room list did not load
	FailureCamera          FailureCode = "camera"
	FailureCameraDenied    FailureCode = "cameraDenied"
	FailureCameraBusy      FailureCode = "cameraBusy"
	FailureCameraGone      FailureCode = "cameraGone"
	FailureMicrophone      FailureCode = "microphone"
	FailureMicrophoneDeny  FailureCode = "microphoneDenied"
	FailureMicrophoneBusy  FailureCode = "microphoneBusy"
	FailureMicrophoneGone  FailureCode = "microphoneGone"
	FailureSpeaker         FailureCode = "speaker"      // no loudspeaker: nothing will be heard
	FailureFile            FailureCode = "file"         // Subject: path
	FailureNoCamera        FailureCode = "noCamera"     // there is none
	FailureNoMicrophone    FailureCode = "noMicrophone" // there is none
	FailurePictureOff      FailureCode = "pictureOff"   // none was chosen
	FailureSoundOff        FailureCode = "soundOff"     // none was chosen
	FailureNoPicture       FailureCode = "noPicture"    // the source opened and sends no picture; Subject: source
	FailureNoSound         FailureCode = "noSound"      // the same for sound
	FailureSource          FailureCode = "source"       // not understood; Subject: as given
	FailureNothing         FailureCode = "nothing"      // neither picture nor sound to go live with
	FailureEncoder         FailureCode = "encoder"
	FailureDecoder         FailureCode = "decoder"
	FailurePublish         FailureCode = "publish" // the picture does not get out
	FailurePlay            FailureCode = "play"    // the picture does not get in
	FailureMediaBlocked    FailureCode = "mediaBlocked"
	FailureTimeout         FailureCode = "timeout"
	FailureSettingsUnsaved FailureCode = "settingsUnsaved"
	FailureSettingsFolder  FailureCode = "settingsFolder"  // it cannot be written; Subject: the folder
	FailureSettingsNowhere FailureCode = "settingsNowhere" // the system names no folder for them
	FailureMusic           FailureCode = "music"           // a song does not play; Subject: title
	FailureMusicGone       FailureCode = "musicGone"       // no such file or address; Subject: title
	FailureMusicSilent     FailureCode = "musicSilent"     // a file without sound; Subject: title
	FailureMusicMany       FailureCode = "musicMany"       // as many sounds play as can at a time; Subject: title
	FailureFaces           FailureCode = "faces"           // faces cannot be found on this computer
	FailureSticker         FailureCode = "sticker"         // a bad sticker folder; Subject: folder
	FailureBackdrop        FailureCode = "backdrop"        // a file that cannot stand behind; Subject: file
	FailureCover           FailureCode = "cover"           // a file that is no cover; Subject: file
	FailureTexture         FailureCode = "texture"         // a file that is no makeup picture; Subject: file
	FailureTable           FailureCode = "table"           // a file that is no colour table; Subject: file
	FailureDrop            FailureCode = "drop"            // a file that is of no use where it was dropped; Subject: file
	FailureBeautyFile      FailureCode = "beautyFile"      // beauty settings not read or written; Subject: file
	FailureBeautyPartly    FailureCode = "beautyPartly"    // unknown beauty settings left out; Subject: their names
	FailureLooksFull       FailureCode = "looksFull"       // as many own looks as are kept; Subject: the one not kept
)

// FailureCodes is every code above, for tests that look for missing words.
func FailureCodes() []FailureCode {
	return []FailureCode{
		FailureCertificateOld, FailureCertificateName, FailurePlainHTTP, FailureNeedsHTTPS, FailureProxy, FailureGateway,
		FailureUnknown, FailureServerAddress, FailureUnreachable, FailureServerStart, FailureVersion, FailureUserID,
		FailureSignature, FailureSignatureForm, FailureSignatureOld, FailureSignatureUser, FailureSignatureClock, FailureSignatureRights, FailureRemoved, FailureName, FailureTooLong, FailureListFull, FailureAskLater, FailureDamaged, FailureGuestRefused, FailureUserTaken, FailureKicked,
		FailureRoomNumber, FailureNoRoom, FailureNobodyLive, FailureRoomTaken, FailureRoomFull, FailureBanned, FailureList,
		FailurePrivate, FailurePasscode, FailurePasscodes, FailureInvitation,
		FailureCamera, FailureCameraDenied, FailureCameraBusy, FailureCameraGone,
		FailureMicrophone, FailureMicrophoneDeny, FailureMicrophoneBusy, FailureMicrophoneGone,
		FailureSpeaker, FailureFile, FailureEncoder, FailureDecoder, FailurePublish, FailurePlay,
		FailureMediaBlocked, FailureTimeout, FailureSettingsUnsaved, FailureSettingsFolder, FailureSettingsNowhere,
		FailureHostName, FailureRefused, FailureNoAnswer, FailureCertificate, FailureNotOnAir, FailureServerPort, FailureServerDisk, FailureServerInUse, FailureProgramPort, FailureProgramSystem, FailureProgramAddress, FailureProgramForm, FailureProgramOther, FailureServerFolder, FailureServerOther,
		FailureNoCamera, FailureNoMicrophone, FailurePictureOff, FailureSoundOff, FailureNoPicture, FailureNoSound, FailureSource, FailureNothing,
		FailureMusic, FailureMusicGone, FailureMusicSilent, FailureMusicMany, FailureFaces, FailureSticker, FailureBackdrop, FailureCover, FailureTable, FailureTexture, FailureDrop, FailureBeautyFile, FailureBeautyPartly, FailureLooksFull,
	}
}

// NoticeCodes is every notice code, for tests that look for missing words.
func NoticeCodes() []NoticeCode {
	return []NoticeCode{
		NoticeReconnected, NoticeDeviceAdded, NoticeDeviceRemoved, NoticeDeviceSwitch, NoticeLinkCopied,
		NoticeMicFallback, NoticeMicBack, NoticeSpeakerFallback, NoticeSpeakerBack, NoticeSpeakerHere,
		NoticeSettingsSaved, NoticeCoverTaken,
		NoticeJoinRejected, NoticeJoinTimeout, NoticeJoinFailed, NoticeStageKicked, NoticeSeatUnused, NoticeInviteOver, NoticeInviteRejected, NoticeInviteTimeout,
		NoticePKRejected, NoticePKTimeout, NoticePKFailed, NoticePKWithdrawn, NoticePKQuit, NoticePKLeft, NoticeMicBlocked, NoticeCamBlocked, NoticeMediaFree,
		NoticeChatMuted, NoticeChatUnmuted, NoticeHelper, NoticeNoHelper, NoticeNotDone, NoticeFollowLive, NoticeLinkWhileLive,
	}
}
