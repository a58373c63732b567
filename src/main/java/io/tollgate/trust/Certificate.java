package io.tollgate.trust;

import java.util.List;
import java.util.Locale;

/**
 * What a TLS client's certificate says, once its chain is verified.
 *
 * @param names its subjectAltNames: DNS names, addresses, hosts of SIP URIs (RFC 5922 7.1); without
 *     any of these its common name
 * @param subject its distinguished name, an attribute in each: {@code CN=scscf1}
 */
public record Certificate(List<String> names, List<String> subject) {

  public static final Certificate NONE = new Certificate(List.of(), List.of());

  public Certificate {
    names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    subject = subject.stream().map(part -> part.toLowerCase(Locale.ROOT)).toList();
  }
}
