package io.tollgate.diameter.transport;

import io.tollgate.diameter.transport.PeerConfig.Wire;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Diameter node as others name it: a DiameterURI (RFC 6733 4.3.1), a host with or without a port,
 * or an address.
 *
 * @param host DiameterIdentity or address, in lower case, IPv6 without brackets
 * @param port 0 if it is not said
 * @param wire null if it is not said
 */
public record PeerName(String host, int port, @Nullable Wire wire) {

  private static final int LONGEST = 512;
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<scheme>aaas?)://)?"
              + "(?<host>\\[[0-9a-f:.]+\\]|[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*"
              + "|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)"
              + "(?::(?<port>[0-9]{1,5}))?"
              + "(?<options>(?:;[a-z-]+=[a-z0-9-]+)*)");

  /** Null if the text names no node that could be talked to. */
  public static @Nullable PeerName parse(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    Matcher form = FORM.matcher(bare(text.strip().toLowerCase(Locale.ROOT)));
    if (!form.matches()) {
      return null;
    }
    String host = form.group("host");
    String port = form.group("port");
    int number = port == null ? 0 : Integer.parseInt(port);
    String options = form.group("options");
    if (number > 65_535
        || options.contains(";protocol=") && !options.contains(";protocol=diameter")) {
      return null;
    }
    return new PeerName(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        number,
        wire(form.group("scheme"), options));
  }

  private static String bare(String text) {
    return text.startsWith("<") && text.endsWith(">") ? text.substring(1, text.length() - 1) : text;
  }

  /** Without a transport a DiameterURI means TCP (RFC 6733 4.3.1). */
  private static @Nullable Wire wire(@Nullable String scheme, String options) {
    if (options.contains(";transport=sctp")) {
      return Wire.SCTP;
    } else if ("aaas".equals(scheme)) {
      return Wire.TLS;
    }
    return scheme == null ? null : Wire.TCP;
  }

  public boolean isAddress() {
    return AddressRange.isLiteral(host);
  }
}
