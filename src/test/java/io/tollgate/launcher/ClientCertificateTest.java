package io.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.TollgateServer;
import io.tollgate.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers that are known by the certificate that they show. */
class ClientCertificateTest {

  @Test
  void whoShowsTheCertificateOfAPeerMaySpeakAndNobodyElseOverTls(@TempDir Path folder)
      throws Exception {
    Path keyStore = TlsTest.keyStore(folder);
    Map<String, String> settings =
        Map.of("sip.peers", "*;tls=localhost;trusted, *;subject=/CN=nobody");
    try (TollgateServer server =
        TollgateServer.start(
            TollgateServer.options(settings)
                .withEndpoints(
                    List.of(
                        new SipEndpoint(SipEndpoint.Transport.UDP, "127.0.0.1", 0),
                        new SipEndpoint(SipEndpoint.Transport.TLS, "127.0.0.1", 0)),
                    "127.0.0.1",
                    0)
                .withStackProperties(SipStackProperties.tls(keyStore, TlsTest.PASSWORD))
                .withStackProperties(GuardProperties.of(Settings.of(settings))))) {
      assertThat(answer(keyStore, true, server.lastSipPort())).startsWith("SIP/2.0 200");
      assertThat(answer(keyStore, false, server.lastSipPort())).startsWith("SIP/2.0 403");
    }
  }

  private static @Nullable String answer(Path keyStore, boolean shows, int port) throws Exception {
    KeyStore keys = KeyStore.getInstance(keyStore.toFile(), TlsTest.PASSWORD.toCharArray());
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, TlsTest.PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shows ? own.getKeyManagers() : new KeyManager[0], trust.getTrustManagers(), null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(options(socket.getLocalPort()).getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String options(int port) {
    return String.join(
        "\r\n",
        "OPTIONS sip:127.0.0.1 SIP/2.0",
        "Via: SIP/2.0/TLS 127.0.0.1:" + port + ";branch=z9hG4bKtls" + port,
        "From: <sip:probe@127.0.0.1>;tag=1",
        "To: <sip:127.0.0.1>",
        "Call-ID: tls" + port,
        "CSeq: 1 OPTIONS",
        "Max-Forwards: 70",
        "Content-Length: 0",
        "",
        "");
  }
}
