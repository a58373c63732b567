package io.tollgate.sip.trust;

import io.tollgate.charging.record.SubscriptionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** URIs of users as charging wants them. */
public final class Identities {

  private Identities() {}

  /** The URIs in the values of a header such as P-Asserted-Identity, without display names. */
  public static List<String> uris(Iterable<String> headerValues) {
    List<String> uris = new ArrayList<>();
    for (String value : headerValues) {
      for (String single : Quoted.split(value, ',')) {
        String uri = uri(single);
        if (!uri.isEmpty() && !uris.contains(uri)) {
          uris.add(uri);
        }
      }
    }
    return uris;
  }

  /**
   * The URI of a name-addr or addr-spec; header parameters of an addr-spec are dropped. A display
   * name is what a user likes, an address in it too: only what follows it counts. Empty where there
   * is nothing else.
   */
  public static String uri(String address) {
    int name = Quoted.endOfQuotes(address);
    String after = address.substring(name);
    int open = after.indexOf('<');
    if (open >= 0) {
      int close = after.indexOf('>', open);
      return after.substring(open + 1, close < 0 ? after.length() : close).trim();
    }
    if (name > 0) {
      return "";
    }
    int parameters = address.indexOf(';');
    return (parameters < 0 ? address : address.substring(0, parameters)).trim();
  }

  /** What follows the URI of a name-addr, or of an addr-spec: header parameters. */
  static String parameters(String address) {
    String after = address.substring(Quoted.endOfQuotes(address));
    int close = after.indexOf('>');
    int start = close >= 0 ? close + 1 : after.indexOf(';');
    return start < 0 ? "" : after.substring(start);
  }

  /** All the payer's Subscription-Ids (RFC 8506 8.46): numbers as E.164, the others as SIP URI. */
  public static List<SubscriptionId> subscriptions(List<String> uris) {
    List<SubscriptionId> ids = new ArrayList<>();
    for (String uri : uris) {
      String number = number(uri);
      SubscriptionId id =
          number != null
              ? new SubscriptionId(SubscriptionId.Type.E164, number)
              : new SubscriptionId(SubscriptionId.Type.SIP_URI, bare(uri));
      if (!ids.contains(id)) {
        ids.add(id);
      }
    }
    return ids;
  }

  /** Digits of a global number (RFC 3966 5.1.4) in a tel URI or a SIP URI with user=phone. */
  private static @Nullable String number(String uri) {
    String lower = uri.toLowerCase(Locale.ROOT);
    boolean phone = lower.startsWith("sip") && lower.contains(";user=phone");
    if (!lower.startsWith("tel:") && !phone) {
      return null;
    }
    String subscriber = uri.substring(uri.indexOf(':') + 1).replaceFirst("[;@].*", "");
    String digits = subscriber.replaceAll("[-.()]", "");
    return digits.matches("\\+\\d{1,15}") ? digits.substring(1) : null;
  }

  /** Without URI parameters and headers, which do not name the user. */
  public static String bare(String uri) {
    return uri.replaceFirst("[;?].*", "");
  }
}
