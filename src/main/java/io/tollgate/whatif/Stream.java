package io.tollgate.whatif;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One direction of a TCP connection: SIP, MSRP, or something that is passed over. */
final class Stream {
  private static final int MOST_BEHIND = 1_000;
  private static final int MOST_WAITING = 8 << 20;
  private static final long WRAP = 1L << 32;

  private final String from;
  private final String to;
  private final List<Heard> heard;
  private final TreeMap<Long, byte[]> behind = new TreeMap<>();
  private byte[] waiting = {};
  private long next = -1;
  private boolean passedOver;
  private boolean encrypted;
  private boolean lost;

  Stream(String from, String to, List<Heard> heard) {
    this.from = from;
    this.to = to;
    this.heard = heard;
  }

  void segment(Instant at, long sequence, byte[] payload) {
    if (next < 0) {
      next = sequence;
    }
    if (sequence == next) {
      take(at, payload);
      for (byte[] more = behind.remove(next); more != null; more = behind.remove(next)) {
        take(at, more);
      }
    } else if ((sequence - next + WRAP) % WRAP < WRAP / 2 && behind.size() < MOST_BEHIND) {
      behind.put(sequence, payload);
    }
  }

  private void take(Instant at, byte[] payload) {
    next = (next + payload.length) % WRAP;
    if (passedOver) {
      return;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(waiting);
    all.writeBytes(payload);
    waiting = all.toByteArray();
    int used = messages(at);
    waiting = Arrays.copyOfRange(waiting, used, waiting.length);
    if (waiting.length > MOST_WAITING) {
      lost = true;
      passedOver = true;
      waiting = new byte[0];
    }
  }

  /** What was incomplete, and what nobody could read. */
  void finish(String name, Set<String> notFollowed) {
    if (encrypted) {
      notFollowed.add(name + ": encrypted");
    } else if (lost || !behind.isEmpty() || !passedOver && waiting.length > 4) {
      notFollowed.add(name + ": octets are missing in the capture");
    }
  }

  private int messages(Instant at) {
    int used = 0;
    while (used < waiting.length && !passedOver) {
      String text = new String(waiting, used, waiting.length - used, StandardCharsets.ISO_8859_1);
      int length =
          text.startsWith("\r\n")
              ? 2
              : text.startsWith("MSRP ") ? msrp(at, text, used) : other(at, text, used);
      if (length == 0) {
        break;
      }
      used += length;
    }
    return used;
  }

  /** SIP, or what is of no interest. */
  private int other(Instant at, String text, int offset) {
    int line = text.indexOf("\r\n");
    if (line < 0 && text.length() < 4_096 && text.matches("[\\x20-\\x7e]*")) {
      return 0;
    }
    if (line < 0 || !SipMessage.isStart(text.substring(0, line))) {
      passedOver = true;
      encrypted = text.length() > 2 && text.charAt(0) == 0x16 && text.charAt(1) == 3;
      return text.length();
    }
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return 0;
    }
    SipMessage head = SipMessage.of(text.substring(0, end), new byte[0]);
    int length = head == null ? 0 : number(head.text("content-length"));
    if (text.length() < end + 4 + length) {
      return 0;
    }
    int body = offset + end + 4;
    SipMessage message =
        SipMessage.of(
            new String(waiting, offset, end, StandardCharsets.UTF_8),
            Arrays.copyOfRange(waiting, body, body + length));
    if (message != null) {
      heard.add(new Heard.Sip(at, from, to, message));
    }
    return end + 4 + length;
  }

  private static int number(String text) {
    return text.matches("\\d{1,8}") ? Integer.parseInt(text) : 0;
  }

  private int msrp(Instant at, String text, int offset) {
    int line = text.indexOf("\r\n");
    String[] words = line < 0 ? new String[0] : text.substring(0, line).split(" ");
    if (words.length < 3) {
      return line < 0 ? 0 : line + 2;
    }
    String mark = "\r\n-------" + words[1];
    int end = text.indexOf(mark, line);
    if (end < 0 || text.length() < end + mark.length() + 3) {
      return 0;
    }
    int head = text.indexOf("\r\n\r\n", line);
    int headEnd = head < 0 || head > end ? end : head;
    byte[] body =
        headEnd == end ? new byte[0] : Arrays.copyOfRange(waiting, offset + head + 4, offset + end);
    heard.add(
        new Heard.Msrp(
            at,
            from,
            to,
            new MsrpFrame(
                words[1],
                words[2],
                headers(text.substring(line + 2, Math.max(line + 2, headEnd))),
                body,
                text.charAt(end + mark.length()))));
    return end + mark.length() + 3;
  }

  private static Map<String, String> headers(String head) {
    Map<String, String> headers = new HashMap<>();
    for (String each : head.split("\r\n")) {
      int colon = each.indexOf(':');
      if (colon > 0) {
        headers.put(
            each.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            each.substring(colon + 1).strip());
      }
    }
    return headers;
  }
}
