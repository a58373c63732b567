package io.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.harness.TollgateServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
  static final String PASSWORD = "change it";

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void answersOverTlsWithTheConfiguredCertificate(String version, @TempDir Path folder)
      throws Exception {
    Path keyStore = keyStore(folder);
    try (TollgateServer server = start(keyStore);
        SSLSocket socket = connect(keyStore, server.sipPort(), version)) {
      send(socket);

      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(answer.readLine()).startsWith("SIP/2.0 200");
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
  }

  @Test
  void refusesSuitesWithoutAuthenticationOrForwardSecrecy(@TempDir Path folder) throws Exception {
    Path keyStore = keyStore(folder);
    try (TollgateServer server = start(keyStore);
        SSLSocket socket =
            (SSLSocket)
                trusting(keyStore).getSocketFactory().createSocket("127.0.0.1", server.sipPort())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {"TLS_RSA_WITH_AES_128_CBC_SHA"});

      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void thePasswordOfTheKeyStoreIsOnNoDisk(@TempDir Path folder) throws Exception {
    ContainerOptions options = options(keyStore(folder));
    try (TollgateServer server = TollgateServer.start(options);
        Stream<Path> files = Files.walk(options.workDirectory())) {
      assertThat(server.sipPort()).isPositive();
      List<Path> written = files.filter(Files::isRegularFile).toList();
      assertThat(written).isNotEmpty();
      for (Path each : written) {
        assertThat(Files.readString(each, StandardCharsets.ISO_8859_1))
            .as(each.toString())
            .doesNotContain(PASSWORD);
      }
    }
  }

  static TollgateServer start(Path keyStore) {
    return TollgateServer.start(options(keyStore));
  }

  private static ContainerOptions options(Path keyStore) {
    return TollgateServer.options(Map.of())
        .withEndpoints(
            List.of(new SipEndpoint(SipEndpoint.Transport.TLS, "127.0.0.1", 0)), "127.0.0.1", 0)
        .withStackProperties(SipStackProperties.tls(keyStore, PASSWORD));
  }

  static SSLSocket connect(Path keyStore, int port, String version) throws Exception {
    SSLSocket socket =
        (SSLSocket) trusting(keyStore).getSocketFactory().createSocket("127.0.0.1", port);
    socket.setEnabledProtocols(new String[] {version});
    socket.setSoTimeout(10_000);
    socket.startHandshake();
    return socket;
  }

  /** What somebody with this key store serves. */
  static SSLContext serving(Path keyStore) throws Exception {
    KeyStore keys = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  static SSLContext trusting(Path keyStore) throws Exception {
    KeyStore trusted = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  static void send(SSLSocket socket) throws Exception {
    String request =
        String.join(
            "\r\n",
            "OPTIONS sip:127.0.0.1 SIP/2.0",
            "Via: SIP/2.0/TLS 127.0.0.1:" + socket.getLocalPort() + ";branch=z9hG4bKtls",
            "From: <sip:probe@127.0.0.1>;tag=1",
            "To: <sip:127.0.0.1>",
            "Call-ID: tls",
            "CSeq: 1 OPTIONS",
            "Max-Forwards: 70",
            "Content-Length: 0",
            "",
            "");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  static Path keyStore(Path folder) throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "tollgate",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    assertThat(Files.exists(file)).isTrue();
    return file;
  }
}
