package io.tollgate.msrp.sdp;

import io.tollgate.msrp.MsrpSdpException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An MSRP URI (RFC 4975 section 6).
 *
 * @param text as it was written: it goes into To-Path unchanged
 */
public record MsrpUri(String text, boolean secure, String host, int port, String sessionId) {

  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?i)(msrps?)://(?:[^@/\\s]{1,255}@)?(\\[[0-9a-f:.]{2,45}]|[^:/;@\\[\\]\\s]{1,255})"
              + "(?::(\\d{1,5}))?(?:/([\\x21-\\x3a\\x3c-\\x7e]{1,255}))?;tcp(?:;[\\x21-\\x7e]{0,255})?");
  private static final int DEFAULT_PORT = 2855;

  public static MsrpUri of(boolean secure, String host, int port, String sessionId) {
    String text =
        (secure ? "msrps" : "msrp") + "://" + host + ':' + port + '/' + sessionId + ";tcp";
    return new MsrpUri(text, secure, host, port, sessionId);
  }

  public static MsrpUri parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new MsrpSdpException(
          "MSRP URI: \"" + text + "\" (expected: msrp[s]://host:port/session;tcp)");
    }
    int port = matcher.group(3) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(3));
    if (port < 1 || port > 65535) {
      throw new MsrpSdpException("MSRP URI: port " + port + " (expected: 1 to 65535)");
    }
    String session = matcher.group(4) == null ? "" : matcher.group(4);
    String host = matcher.group(2);
    return new MsrpUri(text, matcher.group(1).equalsIgnoreCase("msrps"), host, port, session);
  }

  /** The host without the brackets of an IPv6 reference. */
  public String address() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
