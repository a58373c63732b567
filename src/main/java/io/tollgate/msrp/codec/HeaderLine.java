package io.tollgate.msrp.codec;

/** One header line into the head. Unknown headers are left where they stand. */
final class HeaderLine {
  private static final int MAX_MESSAGE_ID = 255;

  /** yes, no or partial. */
  private static final int MAX_REPORT = 7;

  private HeaderLine() {}

  static void parse(Head head, int from, int to) {
    byte[] bytes = head.bytes;
    int colon = from;
    while (colon < to && Octets.isToken(bytes[colon])) {
      colon++;
    }
    if (colon == from || colon == to || bytes[colon] != ':') {
      fault(head, "header line without a name");
      return;
    }
    int at = colon + 1;
    while (at < to && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    int end = to;
    while (end > at && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
      end--;
    }
    for (int i = at; i < end; i++) {
      if ((bytes[i] & 0xff) < 0x20 && bytes[i] != '\t') {
        fault(head, "control character in a header");
        return;
      }
    }
    head.foreign |= !known(head, from, colon - from, at, end, to + 2);
  }

  private static boolean known(Head head, int name, int nameLength, int at, int end, int next) {
    byte[] bytes = head.bytes;
    switch (nameLength) {
      case 6 -> {
        if (Octets.equalIgnoringCase(bytes, name, "Status")) {
          head.statusAt = at;
          head.statusLength = end - at;
          return true;
        }
      }
      case 7 -> {
        if (Octets.equalIgnoringCase(bytes, name, "To-Path")) {
          toPath(head, at, end);
          return true;
        }
      }
      case 9 -> {
        if (Octets.equalIgnoringCase(bytes, name, "From-Path")) {
          fromPath(head, at, end, next);
          return true;
        }
      }
      case 10 -> {
        if (Octets.equalIgnoringCase(bytes, name, "Message-ID")) {
          messageId(head, at, end);
          return true;
        } else if (Octets.equalIgnoringCase(bytes, name, "Byte-Range")) {
          range(head, name, at, end, next);
          return true;
        }
      }
      case 12 -> {
        if (Octets.equalIgnoringCase(bytes, name, "Content-Type")) {
          contentType(head, at, end);
          return true;
        } else if (Octets.equalIgnoringCase(bytes, name, "Use-Nickname")) {
          head.nicknameAt = at;
          head.nicknameLength = end - at;
          return true;
        }
      }
      case 14 -> {
        if (Octets.equalIgnoringCase(bytes, name, "Success-Report")) {
          head.successLineAt = name;
          head.successLineEnd = next;
          head.successReport = end - at == 3 && Octets.equalIgnoringCase(bytes, at, "yes");
          return end - at <= MAX_REPORT;
        } else if (Octets.equalIgnoringCase(bytes, name, "Failure-Report")) {
          failureReport(head, at, end);
          return end - at <= MAX_REPORT;
        }
      }
      default -> {
        // carried on unread
      }
    }
    return false;
  }

  private static void toPath(Head head, int at, int end) {
    if (head.toLength != 0 || head.fromLength != 0 || end == at) {
      fault(head, "To-Path (expected: once, first, not empty)");
      return;
    }
    head.toAt = at;
    head.toLength = end - at;
  }

  private static void fromPath(Head head, int at, int end, int next) {
    if (head.toLength == 0 || head.fromLength != 0 || end == at) {
      fault(head, "From-Path (expected: once, after To-Path, not empty)");
      return;
    }
    head.fromAt = at;
    head.fromLength = end - at;
    head.afterPaths = next;
  }

  private static void contentType(Head head, int at, int end) {
    if (head.typeAt != Head.NONE || end == at) {
      fault(head, "Content-Type (expected: once, not empty)");
      return;
    }
    head.typeAt = at;
    head.typeLength = end - at;
  }

  private static void messageId(Head head, int at, int end) {
    if (head.messageIdAt != Head.NONE || end == at || end - at > MAX_MESSAGE_ID) {
      fault(head, "Message-ID (expected: once, 1 to " + MAX_MESSAGE_ID + " characters)");
      return;
    }
    head.messageIdAt = at;
    head.messageIdLength = end - at;
  }

  private static void failureReport(Head head, int at, int end) {
    if (end - at == 2 && Octets.equalIgnoringCase(head.bytes, at, "no")) {
      head.failureReport = FailureReport.NO;
    } else if (end - at == 7 && Octets.equalIgnoringCase(head.bytes, at, "partial")) {
      head.failureReport = FailureReport.PARTIAL;
    }
  }

  private static void range(Head head, int lineAt, int at, int end, int next) {
    if (head.rangeLineAt != Head.NONE || !ByteRange.parse(head, at, end)) {
      fault(head, "Byte-Range (expected: once, start-end/total)");
      return;
    }
    head.rangeLineAt = lineAt;
    head.rangeLineEnd = next;
  }

  /** What the whole block must have. */
  static void check(Head head) {
    if (!head.hasPaths()) {
      fault(head, "To-Path or From-Path is missing");
    } else if (head.kind == FrameKind.REPORT) {
      ByteRange.reportStatus(head);
      if (head.messageIdAt == Head.NONE || head.statusAt == Head.NONE) {
        fault(head, "REPORT without Message-ID or Status");
      }
    } else if (head.kind == FrameKind.SEND) {
      if (head.messageIdAt == Head.NONE) {
        fault(head, "SEND without Message-ID");
      } else if (head.body && head.typeAt == Head.NONE) {
        fault(head, "SEND with a body and without Content-Type");
      }
    }
  }

  private static void fault(Head head, String why) {
    if (head.fault == null) {
      head.fault = why;
    }
  }
}
