package io.tollgate.ledger.cdr;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How files are made and what becomes of them.
 *
 * @param folder where closed files appear
 * @param node DiameterIdentity of this node; file names begin with it
 * @param host address of this node; not looked up where it is a name
 * @param mostOctets of a file; beyond, it is closed
 * @param mostRecords of a file
 * @param longest that a file gathers records
 * @param keep a file that was pushed, or need not be, is deleted afterwards
 * @param push words of a command that takes a file's path as its last argument; empty for none
 * @param pushTimeout beyond, the command is killed and has failed
 * @param pushRetry between two attempts
 */
public record CdrPolicy(
    Path folder,
    CdrFormat format,
    String node,
    String host,
    long mostOctets,
    int mostRecords,
    Duration longest,
    Duration keep,
    List<String> push,
    Duration pushTimeout,
    Duration pushRetry) {
  public CdrPolicy {
    push = List.copyOf(push);
  }
}
