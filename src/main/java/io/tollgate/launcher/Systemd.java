package io.tollgate.launcher;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Tells systemd how far the server is, where it was started as a unit of {@code Type=notify}. */
final class Systemd {
  private static final Logger LOG = LogManager.getLogger(Systemd.class);

  private final boolean listens;

  Systemd(Map<String, String> environment) {
    listens = !environment.getOrDefault("NOTIFY_SOCKET", "").isEmpty();
  }

  void ready() {
    tell("--ready");
  }

  void stopping() {
    tell("STOPPING=1");
  }

  private void tell(String word) {
    if (!listens) {
      return;
    }
    try {
      Process notify =
          new ProcessBuilder(List.of("systemd-notify", word)).redirectErrorStream(true).start();
      if (!notify.waitFor(5, TimeUnit.SECONDS)) {
        notify.destroyForcibly();
      }
    } catch (IOException e) {
      LOG.warn("systemd-notify {}: {}", word, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
