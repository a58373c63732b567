package io.tollgate.msrp.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The two header blocks of a CPIM message (RFC 3862): who it is from and to, and what is in it.
 *
 * @param from URI of the From header
 * @param to URIs of the To headers
 * @param contentType of the wrapped content, in lower case
 */
record CpimHead(@Nullable String from, List<String> to, @Nullable String contentType) {
  /** A head that is longer is refused. */
  static final int MAX = 8 * 1024;

  /** No identity is like this. */
  private static final String TWO_SENDERS = "?";

  /** The head at the begin of these octets; null when it is not whole. */
  static @Nullable CpimHead read(ByteBuf body) {
    int length = Math.min(body.readableBytes(), MAX);
    String text = body.toString(body.readerIndex(), length, UTF_8);
    String from = null;
    String type = null;
    List<String> to = new ArrayList<>();
    boolean inner = false;
    int at = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
      String line = text.substring(at, end).strip();
      at = end + 1;
      if (line.isEmpty()) {
        if (inner) {
          return new CpimHead(from, List.copyOf(to), type);
        }
        inner = true;
      } else if (inner) {
        type = type == null ? value(line, "content-type:") : type;
      } else {
        from = sender(from, uri(value(line, "from:")));
        String receiver = uri(value(line, "to:"));
        if (receiver != null) {
          to.add(receiver);
        }
      }
    }
    return null;
  }

  /** Two senders are none: a receiver could take the one for true that was not looked at. */
  private static @Nullable String sender(@Nullable String known, @Nullable String named) {
    if (named == null) {
      return known;
    }
    return known == null || known.equals(named) ? named : TWO_SENDERS;
  }

  private static @Nullable String value(String line, String name) {
    return line.regionMatches(true, 0, name, 0, name.length())
        ? line.substring(name.length()).strip()
        : null;
  }

  private static @Nullable String uri(@Nullable String header) {
    if (header == null) {
      return null;
    }
    int open = header.lastIndexOf('<');
    int close = header.indexOf('>', open + 1);
    return normal(open >= 0 && close > open ? header.substring(open + 1, close) : header);
  }

  /**
   * So that two spellings of one identity are equal: no scheme's name, parameters, case; of a SIP
   * URI that is a number (RFC 3261 19.1.6), the number.
   */
  static String normal(String uri) {
    String written = written(uri);
    if (!written.startsWith("+")) {
      return written;
    }
    int at = written.indexOf('@');
    boolean phone = at > 0 && uri.toLowerCase(Locale.ROOT).contains(";user=phone");
    String number = at < 0 ? written : phone ? written.substring(0, at) : "";
    return number.isEmpty() ? written : number.replaceAll("[-.()]", "");
  }

  /** The same, with the host of a number. */
  static String written(String uri) {
    String text = uri.strip().toLowerCase(Locale.ROOT);
    int colon = text.indexOf(':');
    String rest = colon >= 0 ? text.substring(colon + 1) : text;
    int from = Math.max(rest.indexOf('@'), 0);
    int end = rest.length();
    for (int i = from; i < rest.length(); i++) {
      if (rest.charAt(i) == ';' || rest.charAt(i) == '?') {
        end = i;
        break;
      }
    }
    return rest.substring(0, end);
  }
}
