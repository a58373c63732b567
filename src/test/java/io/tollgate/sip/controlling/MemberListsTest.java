package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tollgate.conference.Duplicates;
import io.tollgate.conference.Group;
import io.tollgate.conference.UserAddress;
import io.tollgate.sip.body.ListLimits;
import io.tollgate.sip.body.ResourceLists;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members of a group over HTTP, from a server that does as a test tells it. */
class MemberListsTest {
  private static final int MOST_BYTES = 10_000;
  private static final UserAddress GROUP = UserAddress.of("sip:crew@example.com");

  private final List<String> conditions = new CopyOnWriteArrayList<>();
  private final List<String> outcome = new ArrayList<>();
  private final CountDownLatch stuck = new CountDownLatch(1);
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private HttpServer http;
  private MemberLists lists;
  private int status = 200;
  private @Nullable String tag;
  private byte[] body = list("sip:bob@example.com", "sip:carol@example.com");

  @BeforeEach
  void serve() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(workers);
    http.createContext("/crew.xml", this::answer);
    http.createContext(
        "/stuck.xml",
        exchange -> {
          try {
            stuck.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    http.start();
    lists =
        new MemberLists(
            HttpClient::newHttpClient,
            new ResourceLists(new ListLimits(MOST_BYTES, 100, 8, Duplicates.MERGE)),
            MOST_BYTES,
            Duration.ofMillis(300),
            Runnable::run);
  }

  @AfterEach
  void stop() {
    stuck.countDown();
    http.stop(0);
    workers.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String condition = exchange.getRequestHeaders().getFirst("If-None-Match");
    conditions.add(condition == null ? "" : condition);
    if (tag != null) {
      exchange.getResponseHeaders().set("ETag", tag);
    }
    if (tag != null && tag.equals(condition)) {
      exchange.sendResponseHeaders(304, -1);
    } else {
      exchange.getResponseHeaders().set("Content-Type", "application/resource-lists+xml");
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static byte[] list(String... uris) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>");
    xml.append("<resource-lists xmlns=\"urn:ietf:params:xml:ns:resource-lists\"><list>");
    for (String uri : uris) {
      xml.append("<entry uri=\"").append(uri).append("\"/>");
    }
    return xml.append("</list></resource-lists>").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Members, comma by comma, or "failed: " and why. */
  private String ask(String location) {
    outcome.clear();
    lists.of(
        new Group(
            GROUP,
            Group.Kind.PRE_ARRANGED,
            "Crew",
            Optional.empty(),
            false,
            new Group.Fetched(location)),
        Runnable::run,
        found -> outcome.add(String.join(",", found.uris())),
        why -> outcome.add("failed: " + why));
    assertThat(outcome).hasSize(1);
    return outcome.get(0);
  }

  private String crew() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/crew.xml";
  }

  @Test
  void membersAreThoseOfTheDocument() {
    assertThat(ask(crew())).isEqualTo("sip:bob@example.com,sip:carol@example.com");
  }

  @Test
  void aListThatIsUnchangedIsNotSentAgain() {
    tag = "\"v1\"";
    String before = ask(crew());
    assertThat(ask(crew())).isEqualTo(before);
    assertThat(conditions).containsExactly("", "\"v1\"");
    tag = "\"v2\"";
    body = list("sip:dave@example.com");
    assertThat(ask(crew())).isEqualTo("sip:dave@example.com");
    assertThat(ask(crew())).isEqualTo("sip:dave@example.com");
    assertThat(conditions).containsExactly("", "\"v1\"", "\"v1\"", "\"v2\"");
  }

  @Test
  void aServerThatSaysNothingIsNotWaitedForLong() {
    assertThat(ask(crew().replace("crew", "stuck"))).startsWith("failed: ");
  }

  @Test
  void aServerThatIsNotThereFails() {
    String location = crew();
    http.stop(0);
    assertThat(ask(location)).startsWith("failed: ");
  }

  @Test
  void otherAnswersThan200Fail() {
    for (int other : new int[] {204, 301, 401, 404, 500}) {
      status = other;
      body = new byte[0];
      assertThat(ask(crew())).as("HTTP " + other).startsWith("failed: ");
    }
  }

  @Test
  void badDocumentsFail() {
    for (String bad :
        List.of(
            "",
            "{}",
            "<resource-lists",
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><resource-lists"
                + " xmlns=\"urn:ietf:params:xml:ns:resource-lists\"><list><entry"
                + " uri=\"sip:&e;@x\"/></list></resource-lists>",
            "<resource-lists xmlns=\"urn:ietf:params:xml:ns:resource-lists\"><!--"
                + "x".repeat(MOST_BYTES)
                + "--></resource-lists>")) {
      body = bad.getBytes(StandardCharsets.UTF_8);
      assertThat(ask(crew())).as(bad).startsWith("failed: ");
    }
  }

  @Test
  void aDocumentMayBeAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("crew.xml");
    Files.write(file, body);
    assertThat(ask(file.toString())).isEqualTo("sip:bob@example.com,sip:carol@example.com");
    assertThat(ask(folder.resolve("none.xml").toString())).startsWith("failed: ");
  }
}
