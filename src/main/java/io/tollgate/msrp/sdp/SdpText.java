package io.tollgate.msrp.sdp;

import io.tollgate.msrp.MsrpSdpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An SDP as its session lines and its media sections; everything not asked for stays as it is. */
final class SdpText {
  private static final int MAX_CHARS = 64 * 1024;
  private static final Pattern LINE_END = Pattern.compile("\r?\n");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  final List<String> session;
  final List<List<String>> media;

  private SdpText(List<String> session, List<List<String>> media) {
    this.session = session;
    this.media = media;
  }

  static SdpText of(String sdp) {
    if (sdp.length() > MAX_CHARS) {
      throw new MsrpSdpException(
          "SDP: " + sdp.length() + " characters (expected: at most " + MAX_CHARS + ")");
    }
    List<String> session = new ArrayList<>();
    List<List<String>> media = new ArrayList<>();
    List<String> section = session;
    for (String line : LINE_END.split(sdp)) {
      if (line.isEmpty()) {
        continue;
      }
      if (line.startsWith("m=")) {
        section = new ArrayList<>();
        media.add(section);
      }
      section.add(line);
    }
    return new SdpText(session, media);
  }

  /** Index of the message media in use, or -1. */
  int messageIndex() {
    for (int i = 0; i < media.size(); i++) {
      if (isMessage(media.get(i)) && port(media.get(i)) != 0) {
        return i;
      }
    }
    return -1;
  }

  static boolean isMessage(List<String> section) {
    String[] words = SPACE.split(section.get(0).substring(2).trim());
    return words.length >= 3
        && words[0].equalsIgnoreCase("message")
        && words[2].toUpperCase(Locale.ROOT).endsWith("/MSRP");
  }

  static boolean isSecure(List<String> section) {
    return section.get(0).toUpperCase(Locale.ROOT).contains("TCP/TLS/MSRP");
  }

  static int port(List<String> section) {
    String word = SPACE.split(section.get(0).substring(2).trim())[1];
    try {
      int port = Integer.parseInt(word);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new MsrpSdpException("m=message port: \"" + word + "\" (expected: 0 to 65535)");
  }

  /** Value of {@code a=name:value}, looked for in the media section, then in the session's. */
  @Nullable String attribute(List<String> section, String name) {
    String own = value(section, "a=" + name + ':');
    return own != null ? own : value(session, "a=" + name + ':');
  }

  static @Nullable String value(List<String> lines, String prefix) {
    for (String line : lines) {
      if (line.regionMatches(true, 0, prefix, 0, prefix.length())) {
        return line.substring(prefix.length()).trim();
      }
    }
    return null;
  }

  static boolean flag(List<String> section, String name) {
    return section.stream().anyMatch(line -> line.trim().equalsIgnoreCase("a=" + name));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    session.forEach(line -> text.append(line).append("\r\n"));
    media.forEach(section -> section.forEach(line -> text.append(line).append("\r\n")));
    return text.toString();
  }
}
