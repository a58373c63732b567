package io.tollgate.whatif;

/** A session, message or conference of the capture, told what its dialogs carry. */
interface Talk {
  /** A request within one of its dialogs came to the server. */
  void requested(Heard.Sip heard);

  /** A response to a request of the server's came. */
  void answered(Heard.Sip heard);

  /** The server sent something within one of its dialogs. */
  void sent(Heard.Sip heard);

  /**
   * A message of a participant's is whole.
   *
   * @param callId of the dialog whose media it came over
   */
  void message(String callId, Carried carried);

  /** Nothing more comes. */
  void captureEnds();
}
