package io.tollgate.walk.party;

import java.util.Locale;

/** What a party speaks SIP over. */
public enum Transport {
  UDP,
  TCP,
  TLS;

  public boolean isReliable() {
    return this != UDP;
  }

  String via() {
    return "SIP/2.0/" + name();
  }

  String uriParameter() {
    return this == UDP ? "" : ";transport=" + word();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Transport of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
