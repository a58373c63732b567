package io.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.TollgateServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates run out while calls are up. */
class RenewedCertificateTest {

  @Test
  void aReloadShowsTheNewCertificateToNewConnectionsAndTheOldOnesStay(
      @TempDir Path folder, @TempDir Path renewed) throws Exception {
    Path keyStore = TlsTest.keyStore(folder);
    Path next = TlsTest.keyStore(renewed);
    try (TollgateServer server = TlsTest.start(keyStore);
        SSLSocket before = TlsTest.connect(keyStore, server.sipPort(), "TLSv1.3")) {
      Supplier<?> reload = (Supplier<?>) server.servletContext().getAttribute("io.tollgate.reload");
      byte[] good = Files.readAllBytes(keyStore);
      Files.writeString(keyStore, "no key store");
      assertThat(String.valueOf(reload.get())).startsWith("[no, container.tls-key-store:");
      Files.write(keyStore, good);
      try (SSLSocket same = TlsTest.connect(keyStore, server.sipPort(), "TLSv1.3")) {
        assertThat(certificate(same)).isEqualTo(certificate(before));
      }
      Files.copy(next, keyStore, StandardCopyOption.REPLACE_EXISTING);
      assertThat(String.valueOf(reload.get())).startsWith("[ok");
      try (SSLSocket after = TlsTest.connect(keyStore, server.sipPort(), "TLSv1.3")) {
        assertThat(certificate(after)).isNotEqualTo(certificate(before));
        TlsTest.send(after);
        assertThat(answer(after)).startsWith("SIP/2.0 200");
      }
      TlsTest.send(before);
      assertThat(answer(before)).as("the old connection still carries").startsWith("SIP/2.0 ");
    }
  }

  private static Certificate certificate(SSLSocket socket) throws Exception {
    return socket.getSession().getPeerCertificates()[0];
  }

  private static String answer(SSLSocket socket) throws Exception {
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }
}
