package io.tollgate.lab;

import io.tollgate.lab.common.LabConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the lab: {@code LabMain [FILE] [NAME=VALUE ...]}. Without a file everything has its default.
 */
public final class LabMain {

  private LabMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    LabConfig config = LabConfig.defaults();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals > 0 && !Files.exists(Path.of(argument))) {
        config = config.with(argument.substring(0, equals), argument.substring(equals + 1));
      } else {
        config = LabConfig.read(Path.of(argument));
      }
    }
    Lab lab = Lab.start(config);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(lab, stopped), "lab-stop"));
    System.out.printf(
        "lab CDF %s at %s:%d, OCS %s at %s:%d, control http://%s:%d/, ready in %d ms%n",
        lab.cdfNode().host(),
        config.text("cdf.address"),
        lab.cdfNode().port(),
        lab.ocsNode().host(),
        config.text("ocs.address"),
        lab.ocsNode().port(),
        config.text("control.address"),
        lab.controlPort(),
        ManagementFactory.getRuntimeMXBean().getUptime());
    stopped.await();
  }

  private static void stop(Lab lab, CountDownLatch stopped) {
    try {
      lab.close();
    } catch (IOException e) {
      System.err.println("the lab did not stop cleanly: " + e.getMessage());
    } finally {
      stopped.countDown();
    }
  }
}
