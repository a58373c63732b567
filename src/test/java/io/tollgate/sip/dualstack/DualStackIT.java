package io.tollgate.sip.dualstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.harness.TollgateServer;
import io.tollgate.lab.Lab;
import io.tollgate.lab.common.LabConfig;
import io.tollgate.launcher.ContainerOptions;
import io.tollgate.launcher.SipEndpoint;
import io.tollgate.launcher.SipEndpoint.Transport;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A server that listens on both families, between parties of either; its CDF is at an IPv6 one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DualStackIT {
  private Lab lab;
  private TollgateServer server;
  private PhoneBank v4;
  private PhoneBank v6;

  @BeforeAll
  void start() throws IOException {
    assumeTrue(hasIpv6(), "no IPv6 loopback address here");
    Path folder =
        Files.createDirectories(Path.of("target", "tollgate-it", UUID.randomUUID().toString()))
            .toAbsolutePath();
    lab =
        Lab.start(
            LabConfig.ephemeral()
                .with("cdf.address", "::1")
                .with("directory", folder.resolve("lab").toString()));
    List<SipEndpoint> endpoints = new ArrayList<>();
    for (String host : List.of("127.0.0.1", "::1")) {
      endpoints.add(new SipEndpoint(Transport.UDP, host, 0));
      endpoints.add(new SipEndpoint(Transport.TCP, host, 0));
    }
    ContainerOptions options =
        TollgateServer.options(
            Map.of(
                "sip.forced-profile", "im",
                "charging.mode", "offline",
                "charging.coalesce", "0s",
                "msrp.host", "127.0.0.1, [::1]",
                "sip.peers", "127.0.0.0/8;trusted, [::1];trusted",
                "journal.file", folder.resolve("journal.db").toString(),
                "diameter.offline-realm", "lab.tollgate.example",
                "diameter.peers",
                    "cdf.lab.tollgate.example@[::1]:" + lab.cdfNode().port() + ";rf"));
    server = TollgateServer.start(options.withEndpoints(endpoints, "::1", 0));
    v4 = new PhoneBank(server.sipPort());
    v6 = new PhoneBank("::1", server.lastSipPort());
  }

  @AfterAll
  void stop() throws IOException {
    if (server != null) {
      v4.close();
      v6.close();
      server.close();
      lab.close();
    }
  }

  private static boolean hasIpv6() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
      return probe.isBound();
    } catch (IOException none) {
      return false;
    }
  }

  @Test
  void aChargedSessionFromAnIpv6CallerToAnIpv4Callee() throws Exception {
    charged(v6, "::1", "[0:0:0:0:0:0:0:1]:" + server.lastSipPort(), v4, "127.0.0.1");
  }

  @Test
  void aChargedSessionFromAnIpv4CallerToAnIpv6Callee() throws Exception {
    charged(v4, "127.0.0.1", "127.0.0.1:" + server.sipPort(), v6, "::1");
  }

  private void charged(
      PhoneBank callers, String callerHost, String own, PhoneBank callees, String calleeHost)
      throws Exception {
    Phone alice = callers.phone("alice");
    Phone bob = callees.phone("bob").manner(Phone.Manner.RING);
    int before = lab.cdrs().records().size();
    try (MsrpAgent here = MsrpAgent.on(callerHost);
        MsrpAgent there = MsrpAgent.on(calleeHost)) {
      Call call = alice.call(bob.uri(), "application/sdp", here.sdp("active"), "");
      Call rung = bob.incoming();
      SipText invited = rung.invitation();
      String ofCallee = calleeHost.equals("::1") ? "[" : "127.0.0.1:";
      assertThat(invited.headers("Via"))
          .singleElement()
          .asString()
          .startsWith("SIP/2.0/UDP " + ofCallee);
      assertThat(invited.header("Contact")).contains("@" + ofCallee);
      assertTellsFamily(invited.text(), calleeHost);

      rung.respond(invited, 200, "OK", there.sdp("passive"));
      there.agree(sdpOf(invited), false);
      SipText ok = call.answer();
      assertThat(ok.header("Contact")).contains("@" + own);
      assertTellsFamily(ok.text(), callerHost);
      here.agree(sdpOf(ok), true);
      assertThat(here.ask(Outgoing.text("over the border"))).isEqualTo(200);
      Await.until(() -> !there.messages().isEmpty(), "the message");

      rung.bye();
      assertThat(call.await("BYE").headers("Via")).singleElement().asString().contains(" " + own);
    }
    Await.until(() -> lab.cdrs().records().size() >= before + 2, "START and STOP");
  }

  private static void assertTellsFamily(String text, String host) {
    boolean wide = host.equals("::1");
    String media = text.substring(text.indexOf("\r\nm=message"));
    assertThat(media).contains(wide ? "c=IN IP6 ::1" : "c=IN IP4 127.0.0.1");
    assertThat(media).contains(wide ? "a=path:msrp://[::1]:" : "a=path:msrp://127.0.0.1:");
  }

  private static String sdpOf(SipText message) {
    return message.text().substring(message.text().indexOf("\r\n\r\n") + 4);
  }

  @Test
  void optionsOverTcp() throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("::1"), server.lastSipPort())) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              ("OPTIONS sip:[::1]:"
                      + server.lastSipPort()
                      + " SIP/2.0\r\nVia: SIP/2.0/TCP [::1]:"
                      + socket.getLocalPort()
                      + ";branch=z9hG4bKtcp6\r\nMax-Forwards: 70\r\nFrom: <sip:a@[::1]>;tag=1\r\n"
                      + "To: <sip:[::1]>\r\nCall-ID: tcp6\r\nCSeq: 1 OPTIONS\r\n"
                      + "Contact: <sip:a@[::1]>\r\nContent-Length: 0\r\n\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(in.readLine()).isEqualTo("SIP/2.0 200 OK");
    }
  }

  @Test
  void aMessageIsPassedOnFromEitherFamily() {
    Phone alice = v6.phone("writer");
    Phone bob = v4.phone("reader");
    assertThat(alice.request(bob.uri(), "MESSAGE", "", "text/plain", "hi").status()).isEqualTo(200);
    assertThat(bob.request(alice.uri(), "MESSAGE", "", "text/plain", "hi").status()).isEqualTo(200);
  }

  @Test
  void healthOverHttp() throws Exception {
    HttpResponse<String> ready =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://[::1]:" + server.httpPort() + "/ready"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(ready.statusCode()).isEqualTo(200);
  }
}
