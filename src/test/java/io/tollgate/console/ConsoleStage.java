package io.tollgate.console;

import io.tollgate.console.access.UserFile;
import io.tollgate.harness.Await;
import io.tollgate.ledger.Search;
import io.tollgate.sip.controlling.ChargedStage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A server with a console, its users, and browsers as far as HTTP goes. */
final class ConsoleStage implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";
  static final List<String> ROLES = List.of("viewer", "operator", "charging", "security");
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

  final ChargedStage stage;
  private final HttpClient client = HttpClient.newHttpClient();

  ConsoleStage() {
    this(Map.of());
  }

  /** Each role has a user of its name. */
  ConsoleStage(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    try {
      Path folder =
          Files.createDirectories(Path.of("target", "tollgate-it", "c-" + UUID.randomUUID()));
      Path users = folder.resolve("users").toAbsolutePath();
      String hash = UserFile.line("x", List.of("viewer"), PASSWORD.toCharArray()).split(":", -1)[2];
      List<String> lines = new ArrayList<>();
      ROLES.forEach(role -> lines.add(role + ":" + role + ":" + hash));
      lines.add("proxied:operator:-");
      Files.write(users, lines);
      settings.put("console.users", users.toString());
      settings.put("storage.directory", folder.resolve("data").toAbsolutePath().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    stage = new ChargedStage("both", "im", settings);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + stage.httpPort() + path);
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As somebody on this machine who has not logged in. */
  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  HttpResponse<String> post(
      String path, String cookie, Map<String, String> form, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    form.entrySet().stream()
                        .map(
                            field ->
                                field.getKey()
                                    + "="
                                    + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  /** Somebody who has logged in. */
  final class Browser {
    final String cookie;

    private Browser(String cookie) {
      this.cookie = cookie;
    }

    HttpResponse<String> get(String path) {
      return send(HttpRequest.newBuilder(uri(path)).header("Cookie", cookie).build());
    }

    String token() {
      Matcher token = TOKEN.matcher(get("/overview").body());
      if (!token.find()) {
        throw new AssertionError("no token in the page");
      }
      return token.group(1);
    }

    HttpResponse<String> does(String deed, String about) {
      return post("/deeds/" + deed, cookie, Map.of("token", token(), "about", about));
    }
  }

  Browser logIn(String name) {
    HttpResponse<String> answer = post("/login", "", Map.of("name", name, "password", PASSWORD));
    if (answer.statusCode() != 303) {
      throw new AssertionError("no login: " + answer.statusCode() + " " + answer.body());
    }
    return new Browser(answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0]);
  }

  /** The history is written a moment after what it tells of. */
  void awaitSessions(Search search, int atLeast) {
    Await.until(
        () -> stage.application().history().search(search).size() >= atLeast,
        atLeast + " sessions in the history");
  }

  @Override
  public void close() {
    stage.close();
  }
}
