package io.tollgate.bench.calls;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many people before the console: each has the live page open and goes from page to page, one in
 * a second.
 */
final class Browsers implements AutoCloseable {
  private static final Pattern SESSION = Pattern.compile("/session\\?id=(\\d+)");
  private static final List<String> PAGES =
      List.of(
          "/overview",
          "/sessions",
          "/sessions?outcome=open&page=40",
          "/sessions?subscriber=sip%3Aalice%40example.com",
          "/session",
          "/conferences",
          "/peers",
          "/journal",
          "/alarms",
          "/charts",
          "/nodes",
          "/flows",
          "/settings",
          "/api/v1/overview");

  private final String server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Thread> people = new ArrayList<>();
  private final Map<String, Double> slowest = new ConcurrentHashMap<>();
  private final Map<String, Integer> refused = new ConcurrentHashMap<>();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong pages = new AtomicLong();
  private volatile boolean going = true;
  private volatile String session = "";

  Browsers(int httpPort, int number) {
    server = "http://127.0.0.1:" + httpPort;
    for (int i = 0; i < number; i++) {
      int first = i * PAGES.size() / number;
      Thread person = new Thread(() -> look(first), "browser-" + i);
      person.setDaemon(true);
      people.add(person);
      person.start();
    }
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create(server + path))
        .timeout(Duration.ofSeconds(30))
        .build();
  }

  private void look(int first) {
    var live =
        http.sendAsync(
            HttpRequest.newBuilder(URI.create(server + "/events")).build(),
            HttpResponse.BodyHandlers.fromLineSubscriber(new Lines(events)));
    try {
      for (int i = first; going; i++) {
        page(PAGES.get(i % PAGES.size()));
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (IOException | InterruptedException e) {
      refused.merge(String.valueOf(e), 1, Integer::sum);
    } finally {
      live.cancel(true);
    }
  }

  private void page(String name) throws IOException, InterruptedException {
    String path = name.equals("/session") ? "/session?id=" + session : name;
    if (path.endsWith("=")) {
      return;
    }
    long begin = System.nanoTime();
    HttpResponse<String> answer = http.send(request(path), HttpResponse.BodyHandlers.ofString());
    double millis = (System.nanoTime() - begin) / 1e6;
    pages.incrementAndGet();
    if (answer.statusCode() != 200) {
      refused.merge(name + ": " + answer.statusCode(), 1, Integer::sum);
      return;
    }
    slowest.merge(name, millis, Math::max);
    Matcher found = SESSION.matcher(answer.body());
    if (found.find()) {
      session = found.group(1);
    }
  }

  /** Of each page the longest time it took, in milliseconds. */
  Map<String, Double> slowest() {
    return new TreeMap<>(slowest);
  }

  Map<String, Integer> refused() {
    return new TreeMap<>(refused);
  }

  @Override
  public String toString() {
    return "%d pages, %d lines of live events".formatted(pages.get(), events.get());
  }

  @Override
  public void close() {
    going = false;
    try {
      for (Thread person : people) {
        person.join(TimeUnit.SECONDS.toMillis(35));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Counts them. */
  private record Lines(AtomicLong count) implements Flow.Subscriber<String> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      count.incrementAndGet();
    }

    @Override
    public void onError(Throwable failure) {
      // Nobody looks any more.
    }

    @Override
    public void onComplete() {
      // Nobody looks any more.
    }
  }
}
