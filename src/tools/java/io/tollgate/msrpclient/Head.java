package io.tollgate.msrpclient;

/** The headers of a request. */
record Head(String tid, String to, String from, String messageId, String more) {

  /** Up to where a body begins. */
  String open() {
    return open("SEND");
  }

  private String open(String method) {
    return "MSRP "
        + tid
        + ' '
        + method
        + "\r\nTo-Path: "
        + to
        + "\r\nFrom-Path: "
        + from
        + "\r\n"
        + (messageId.isEmpty() ? "" : "Message-ID: " + messageId + "\r\n")
        + more;
  }

  String whole(String method) {
    return open(method) + "-------" + tid + "$\r\n";
  }
}
