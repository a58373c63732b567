package io.tollgate.msrp.codec;

/** What a frame is. */
public enum FrameKind {
  SEND,
  REPORT,
  NICKNAME,
  /** A method that is not served: 501. */
  OTHER,
  RESPONSE
}
