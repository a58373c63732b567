package io.tollgate.sip.trust;

import io.tollgate.charging.record.PeerHints;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** P-Charging-Function-Addresses (RFC 7315 5.5): the charging functions of this session. */
public final class ChargingFunctionAddresses {
  public static final String HEADER = "P-Charging-Function-Addresses";

  private ChargingFunctionAddresses() {}

  public static PeerHints parse(@Nullable String header) {
    if (header == null) {
      return PeerHints.NONE;
    }
    List<String> ccf = new ArrayList<>();
    List<String> ecf = new ArrayList<>();
    for (String part : Quoted.split(header.replace(',', ';'), ';')) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        String address = Quoted.strip(part.substring(equals + 1).trim());
        switch (part.substring(0, equals).trim().toLowerCase(Locale.ROOT)) {
          case "ccf" -> ccf.add(address);
          case "ecf" -> ecf.add(address);
          default -> {
            // Other parameters (RFC 7315: generic-param) name no charging function.
          }
        }
      }
    }
    return ccf.isEmpty() && ecf.isEmpty() ? PeerHints.NONE : new PeerHints(ccf, ecf);
  }
}
