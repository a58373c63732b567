package io.tollgate.ledger.cdr;

import java.nio.file.Path;

/** What operators hear of the files; must not block. */
public interface CdrNews {
  /** A file is whole and in its place. */
  void closed(Path file, long records);

  /** Records cannot be kept, or a file cannot be made; it is tried again. */
  void failed(String why);

  void worksAgain();

  /** The command did not take a file; it is tried again. */
  void notPushed(Path file, String why);

  void pushed(Path file);

  /** There is no record that can be made of one of these; it is in no file. */
  void unwritable(String session, String why);
}
