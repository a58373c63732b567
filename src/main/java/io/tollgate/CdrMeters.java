package io.tollgate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.ledger.cdr.CdrFiles;
import io.tollgate.ledger.cdr.CdrNews;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What operators hear of charging data files. */
final class CdrMeters implements CdrNews {
  private static final Logger LOG = LogManager.getLogger(CdrMeters.class);

  private final MeterRegistry meters;
  private final Counter closed;
  private final AtomicBoolean failing = new AtomicBoolean();
  private final AtomicBoolean stuck = new AtomicBoolean();

  CdrMeters(MeterRegistry meters) {
    this.meters = meters;
    this.closed =
        Counter.builder("tollgate.cdr.files")
            .description("Charging data files that were closed")
            .register(meters);
  }

  void watch(CdrFiles files) {
    FunctionCounter.builder("tollgate.cdr.records", files, CdrFiles::written)
        .description("Charging data records that were made")
        .register(meters);
    Gauge.builder("tollgate.cdr.gathered", files, CdrFiles::gathered)
        .description("Charging data records whose file is not closed yet")
        .register(meters);
    Gauge.builder("tollgate.cdr.failing", failing, on -> on.get() ? 1 : 0)
        .description("1 while charging data records or files cannot be written")
        .register(meters);
    Gauge.builder("tollgate.cdr.unpushed", stuck, on -> on.get() ? 1 : 0)
        .description("1 while the command does not take a file")
        .register(meters);
  }

  @Override
  public void closed(Path file, long records) {
    closed.increment();
    LOG.info("charging data file {} with {} records", file.getFileName(), records);
  }

  @Override
  public void failed(String why) {
    failing.set(true);
    LOG.error(
        "ALARM CDR_FAILED: charging data records cannot be written: {}; the journal keeps them",
        why);
  }

  @Override
  public void worksAgain() {
    failing.set(false);
    LOG.warn("CLEAR CDR_FAILED: charging data records are written again");
  }

  @Override
  public void notPushed(Path file, String why) {
    if (!stuck.getAndSet(true)) {
      LOG.error(
          "ALARM CDR_NOT_PUSHED: cdr.push did not take {}: {}; it gets it again",
          file.getFileName(),
          why);
    }
  }

  @Override
  public void pushed(Path file) {
    if (stuck.getAndSet(false)) {
      LOG.warn("CLEAR CDR_NOT_PUSHED: cdr.push took {}", file.getFileName());
    }
  }

  @Override
  public void unwritable(String session, String why) {
    LOG.error("no charging data record can be made of {}: {}", session, why);
  }
}
