package signaling

import (
	"errors"
	"fmt"
)

// Code is an error's number on the wire; 0 is success. Numbers that Tencent's
// IM and TRTC use keep their meaning; 30001 and up are ours.
type Code int

// Codes shared with Tencent's IM.
const (
	CodeOK             Code = 0
	CodeNotInitialised Code = 6013
	CodeNotLoggedIn    Code = 6014
	CodeBadArgument    Code = 6017
	CodeKickedOffline  Code = 6208
	CodeInvitationGone Code = 8010
	CodeNotInvited     Code = 8011
	CodeNoPermission   Code = 10007
	CodeNoSuchRoom     Code = 10010
	CodeAlreadyMember  Code = 10013
	CodeRoomFull       Code = 10014
	CodeBadRoom        Code = 10015
	CodeMuted          Code = 10017
	CodeRoomTaken      Code = 10021
	CodeTooFast        Code = 10023
	CodeRoomYours      Code = 10025
	CodeSigExpired     Code = 70001
	CodeSigMalformed   Code = 70003
	CodeSigWrong       Code = 70009
	CodeSigOtherUser   Code = 70013
	CodeSigOtherApp    Code = 70014
	CodeBlockedWords   Code = 80001
)

// Our own codes: 300xx come from the server, 301xx arise in the client.
const (
	CodeMalformed     Code = 30001
	CodeTooLarge      Code = 30002
	CodeUnknownType   Code = 30003
	CodeVersion       Code = 30004
	CodeShuttingDown  Code = 30005
	CodeSessionGone   Code = 30006
	CodeStorage       Code = 30007
	CodeInternal      Code = 30008
	CodeNotInRoom     Code = 30009
	CodeInOtherRoom   Code = 30010
	CodeNotPublishing Code = 30011
	CodeMediaRefused  Code = 30012
	CodeNoGuests      Code = 30013
	CodeUserTaken     Code = 30014
	CodeBusy          Code = 30015
	CodeNotOnStage    Code = 30016
	CodeOnStage       Code = 30017
	CodeCallOpen      Code = 30018
	CodeStageFull     Code = 30019
	CodeInPK          Code = 30020
	CodeNotLive       Code = 30021
	CodeNoPK          Code = 30022
	CodePeerBusy      Code = 30023
	CodeCoAnchors     Code = 30024
	CodeNoCoins       Code = 30025
	CodeNoSuchGift    Code = 30026
	CodeBanned        Code = 30027
	CodeNoSuchUser    Code = 30028
	CodePKFull        Code = 30029
	CodeHostMuted     Code = 30030
	CodeCommentsOff   Code = 30031
	CodePrivate       Code = 30032
	CodeWrongPasscode Code = 30033
	CodePasscodeLimit Code = 30034
	CodeBadInvite     Code = 30035
	CodeFollowLimit   Code = 30036
	CodeSigClock      Code = 30037
	CodeSigRights     Code = 30038
	CodeNameRefused   Code = 30039
	CodeAskLater      Code = 30040
	CodeRemoved       Code = 30041
	CodeTooLong       Code = 30042
	CodeNoSuchMessage Code = 30043
	CodeListFull      Code = 30048
	CodeStreamKey     Code = 30051
	CodeOtherProgram  Code = 30052
	CodeStreamTaken   Code = 30053
	CodeNoLeader      Code = 30054
	CodeDamaged       Code = 30050
	CodeUnreachable   Code = 30101
	CodeLinkLost      Code = 30102
	CodeClosed        Code = 30103
	CodeTimeout       Code = 30104
	CodeCancelled     Code = 30105
)

// Duty is what the receiver of an error must do about it.
type Duty int

// The duties.
const (
	DutyNone   Duty = iota + 1 // nothing went wrong
	DutyFix                    // the call was wrong: do not repeat it unchanged
	DutyRetry                  // repeat later
	DutyLogin                  // log in again with a fresh signature
	DutyLeave                  // the room is gone or closed to the caller: back to the lobby
	DutyGoAway                 // the session is over: back to the login
	DutyReport                 // a fault of the program: tell the operator
)

// CodeInfo is a row of the error table.
type CodeInfo struct {
	Code Code
	Name string // stable English name, for logs
	Duty Duty
	Key  string // text key for translations: "error." + Key
	Text string // English text, shown when there is no translation
}

// codeTable is the one list of codes; docs/protocol.md repeats it.
var codeTable = []CodeInfo{
	{CodeOK, "ok", DutyNone, "ok", "done"},
	{CodeNotInitialised, "not initialised", DutyFix, "notInitialised", "the library is not initialised"},
	{CodeNotLoggedIn, "not logged in", DutyLogin, "notLoggedIn", "you are not logged in"},
	{CodeBadArgument, "bad argument", DutyFix, "badArgument", "an argument is not valid"},
	{CodeKickedOffline, "kicked offline", DutyGoAway, "kickedOffline", "this account logged in somewhere else"},
	{CodeInvitationGone, "invitation gone", DutyFix, "invitationGone", "the invitation is over or answered"},
	{CodeNotInvited, "not your invitation", DutyFix, "notInvited", "this invitation is not yours to answer"},
	{CodeNoPermission, "no permission", DutyFix, "noPermission", "you may not do this"},
	{CodeNoSuchRoom, "no such room", DutyLeave, "noSuchRoom", "this room does not exist"},
	{CodeAlreadyMember, "already member", DutyFix, "alreadyMember", "you are already in this room"},
	{CodeRoomFull, "room full", DutyRetry, "roomFull", "the room is full"},
	{CodeBadRoom, "bad room number", DutyFix, "badRoom", "this is not a valid room number"},
	{CodeMuted, "muted", DutyFix, "muted", "you are muted in this room"},
	{CodeRoomTaken, "room number taken", DutyFix, "roomTaken", "this room number belongs to somebody else"},
	{CodeTooFast, "too fast", DutyRetry, "tooFast", "too many requests, slow down"},
	{CodeRoomYours, "room is yours", DutyFix, "roomYours", "this room is already yours"},
	{CodeSigExpired, "signature expired", DutyLogin, "sigExpired", "the signature has expired"},
	{CodeSigMalformed, "signature malformed", DutyLogin, "sigMalformed", "the signature cannot be read"},
	{CodeSigWrong, "signature wrong", DutyLogin, "sigWrong", "the signature does not match"},
	{CodeSigOtherUser, "signature of another user", DutyLogin, "sigOtherUser", "the signature belongs to another user"},
	{CodeSigOtherApp, "signature of another app", DutyLogin, "sigOtherApp", "the signature belongs to another application"},
	{CodeBlockedWords, "blocked words", DutyFix, "blockedWords", "the text has words that are not allowed here"},
	{CodeMalformed, "malformed message", DutyReport, "malformed", "the message cannot be read"},
	{CodeTooLarge, "message too large", DutyFix, "tooLarge", "the message is too large"},
	{CodeUnknownType, "unknown message type", DutyReport, "unknownType", "the server does not know this request"},
	{CodeVersion, "protocol version", DutyReport, "version", "app and server speak different versions"},
	{CodeShuttingDown, "server shutting down", DutyRetry, "shuttingDown", "the server is shutting down"},
	{CodeSessionGone, "session gone", DutyLogin, "sessionGone", "the session is over, log in again"},
	{CodeStorage, "storage refused", DutyRetry, "storage", "the server cannot store this: its disk is full or not writable"},
	{CodeInternal, "internal error", DutyReport, "internal", "the server made a mistake"},
	{CodeNotInRoom, "not in a room", DutyFix, "notInRoom", "you are not in a room"},
	{CodeInOtherRoom, "in another room", DutyFix, "inOtherRoom", "leave the room you are in first"},
	{CodeNotPublishing, "not publishing", DutyRetry, "notPublishing", "this user is not sending now"},
	{CodeMediaRefused, "media refused", DutyRetry, "mediaRefused", "the media connection was refused"},
	{CodeNoGuests, "no guests", DutyLogin, "noGuests", "this server takes no guests"},
	{CodeUserTaken, "user ID taken", DutyFix, "userTaken", "this user ID is taken"},
	{CodeBusy, "server busy", DutyRetry, "busy", "the server is busy"},
	{CodeNotOnStage, "not on stage", DutyFix, "notOnStage", "this user is not on stage"},
	{CodeOnStage, "already on stage", DutyFix, "onStage", "this user is on stage already"},
	{CodeCallOpen, "invitation open", DutyFix, "callOpen", "an invitation is open already"},
	{CodeStageFull, "stage full", DutyRetry, "stageFull", "every seat on stage is taken"},
	{CodeInPK, "in a PK", DutyRetry, "inPK", "a PK is going on"},
	{CodeNotLive, "not live", DutyRetry, "notLive", "the host is not live"},
	{CodeNoPK, "no PK", DutyFix, "noPK", "there is no PK"},
	{CodePeerBusy, "other host busy", DutyRetry, "peerBusy", "the other host cannot take a PK now"},
	{CodeCoAnchors, "co-anchors on stage", DutyFix, "coAnchors", "co-anchors have to leave the stage first"},
	{CodeNoCoins, "not enough coins", DutyFix, "noCoins", "you do not have enough coins"},
	{CodeNoSuchGift, "no such gift", DutyFix, "noSuchGift", "this gift does not exist"},
	{CodeBanned, "banned", DutyLeave, "banned", "you are banned from this room"},
	{CodeNoSuchUser, "no such user", DutyFix, "noSuchUser", "this user is not in the room"},
	{CodePKFull, "PK full", DutyRetry, "pkFull", "a PK joins six rooms at most"},
	{CodeHostMuted, "muted by the host", DutyFix, "hostMuted", "the host has switched this off"},
	{CodeCommentsOff, "comments off", DutyFix, "commentsOff", "the anchor has switched comments off"},
	{CodePrivate, "private live", DutyFix, "private", "this live is private: enter with its passcode or an invitation"},
	{CodeWrongPasscode, "wrong passcode", DutyFix, "wrongPasscode", "the passcode is wrong"},
	{CodePasscodeLimit, "too many passcodes", DutyRetry, "passcodeLimit", "too many wrong passcodes, wait a minute"},
	{CodeBadInvite, "invitation not valid", DutyFix, "badInvite", "this invitation is not valid any more"},
	{CodeFollowLimit, "too many follows", DutyFix, "followLimit", "nobody follows more than 1000 hosts"},
	{CodeDamaged, "data damaged", DutyReport, "damaged", "the server's data are damaged here; its operator has to look"},
	{CodeSigClock, "signed in the future", DutyLogin, "sigClock", "the clock that signed is ahead of the server's"},
	{CodeSigRights, "signature does not allow this", DutyFix, "sigRights", "the signature does not allow this"},
	{CodeNameRefused, "name refused", DutyFix, "nameRefused", "this name is not allowed here"},
	{CodeAskLater, "asked too often", DutyRetry, "askLater", "wait a little before asking again"},
	{CodeRemoved, "removed just now", DutyLeave, "removed", "you were removed from this room a moment ago"},
	{CodeTooLong, "text too long", DutyFix, "tooLong", "this text is too long"},
	{CodeNoSuchMessage, "no such message", DutyFix, "noSuchMessage", "this message is not there any more"},
	{CodeListFull, "list full", DutyFix, "listFull", "this list is full: take somebody off it first"},
	{CodeStreamKey, "stream key not valid", DutyFix, "streamKey", "this stream key is not valid, or not for this room"},
	{CodeOtherProgram, "another program sends", DutyFix, "otherProgram", "your stream comes from another program: stop it there first"},
	{CodeStreamTaken, "stream ID taken", DutyFix, "streamTaken", "another stream has this ID"},
	{CodeNoLeader, "nobody decides", DutyRetry, "noLeader", "the server looks for its other nodes; try again in a moment"},
	{CodeUnreachable, "unreachable", DutyRetry, "unreachable", "the server cannot be reached"},
	{CodeLinkLost, "connection lost", DutyRetry, "linkLost", "the connection was lost"},
	{CodeClosed, "closed", DutyFix, "closed", "the client is closed"},
	{CodeTimeout, "timeout", DutyRetry, "timeout", "no answer in time"},
	{CodeCancelled, "cancelled", DutyNone, "cancelled", "the call was cancelled"},
}

// Codes returns a copy of the error table, in the order of docs/protocol.md.
func Codes() []CodeInfo { return append([]CodeInfo(nil), codeTable...) }

// Info returns the table's row for c; an unknown code gets a row that says so.
func (c Code) Info() CodeInfo {
	for _, row := range codeTable {
		if row.Code == c {
			return row
		}
	}
	return CodeInfo{c, fmt.Sprintf("code %d", int(c)), DutyReport, "unknown", "an error this program does not know"}
}

func (c Code) String() string { return fmt.Sprintf("%d %s", int(c), c.Info().Name) }

// Error is a call's failure with its code. It works with errors.As and, for the
// same code, errors.Is. Op is the request type it belongs to, empty if none;
// Desc is for people and may be empty.
type Error struct {
	Code Code
	Op   string
	Desc string
	// Wait is in how many seconds it may be tried again, 0 where that is not known.
	Wait int
	// Err is the cause inside this process, if any; it never crosses the wire.
	Err error
}

// replyError is the error of a reply.
func replyError(env Envelope, op string) *Error {
	e := NewError(env.Code, op, env.Desc)
	e.Wait = max(env.Wait, 0)
	return e
}

// NewError builds an error; an empty desc becomes the table's text.
func NewError(code Code, op, desc string) *Error {
	if desc == "" {
		desc = code.Info().Text
	}
	return &Error{Code: code, Op: op, Desc: desc}
}

func (e *Error) Error() string {
	s := fmt.Sprintf("%s (%d)", e.Desc, int(e.Code))
	if e.Op != "" {
		s = e.Op + ": " + s
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is matches another *Error of the same code.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// CodeOf returns the code carried by err: CodeOK for nil, CodeInternal for an
// error that carries none.
func CodeOf(err error) Code {
	if err == nil {
		return CodeOK
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return CodeInternal
}
