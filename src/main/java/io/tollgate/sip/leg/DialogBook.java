package io.tollgate.sip.leg;

/** Where other servers find the dialogs of this one, to end them should it die. */
public interface DialogBook {

  /** Of a server that is alone. */
  DialogBook NONE =
      new DialogBook() {
        @Override
        public boolean isRead() {
          return false;
        }

        @Override
        public void enter(String id, DialogState dialog, Runnable settled) {
          settled.run();
        }

        @Override
        public void hurry() {}

        @Override
        public void strike(String id) {}
      };

  /** Somebody may read it; else nothing need be entered. */
  boolean isRead();

  /**
   * Enters a dialog, or what has become of one, with the next commit.
   *
   * @param settled run once, on any thread, when it outlives this server, or cannot be kept
   */
  void enter(String id, DialogState dialog, Runnable settled);

  /** Somebody waits for what was entered. */
  void hurry();

  /** The dialog is over. */
  void strike(String id);
}
