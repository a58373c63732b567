package io.tollgate.msrp;

/** Message media in an SDP that cannot be anchored; SIP answers 488. */
public final class MsrpSdpException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public MsrpSdpException(String message) {
    super(message);
  }
}
