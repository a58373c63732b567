package gov.nist.javax.sip.stack;

import io.tollgate.trust.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** What the other end of a TLS connection has shown, its chain verified by the handshake. */
public final class PeerCertificate {
  private static final int DNS = 2;
  private static final int URI = 6;
  private static final int ADDRESS = 7;

  private PeerCertificate() {}

  /** As {@link Certificate#NONE} where it showed none. */
  public static Certificate of(MessageChannel channel) {
    if (!(channel instanceof ConnectionOrientedMessageChannel connection)
        || !(connection.mySock instanceof SSLSocket socket)) {
      return Certificate.NONE;
    }
    try {
      return socket.getSession().getPeerCertificates()[0] instanceof X509Certificate shown
          ? read(shown)
          : Certificate.NONE;
    } catch (SSLPeerUnverifiedException noneShown) {
      return Certificate.NONE;
    }
  }

  private static Certificate read(X509Certificate shown) {
    List<String> subject = new ArrayList<>();
    String commonName = null;
    try {
      for (Rdn part : new LdapName(shown.getSubjectX500Principal().getName()).getRdns()) {
        subject.add(part.getType() + "=" + part.getValue());
        if (part.getType().equalsIgnoreCase("CN")) {
          commonName = String.valueOf(part.getValue());
        }
      }
    } catch (InvalidNameException e) {
      return Certificate.NONE;
    }
    List<String> names = names(shown);
    if (names.isEmpty() && commonName != null) {
      names.add(commonName);
    }
    return new Certificate(names, subject);
  }

  private static List<String> names(X509Certificate shown) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = shown.getSubjectAlternativeNames();
      if (all != null) {
        for (List<?> name : all) {
          String value = String.valueOf(name.get(1));
          switch ((Integer) name.get(0)) {
            case DNS, ADDRESS -> names.add(value);
            case URI -> names.add(value.replaceFirst("(?i)^sips?:(?:[^@]*@)?([^;?]*).*", "$1"));
            default -> {
              // Others name no SIP domain (RFC 5922 7.1).
            }
          }
        }
      }
    } catch (CertificateParsingException e) {
      names.clear();
    }
    return names;
  }
}
