# Reads the sources as lupdate does: no string may lack its translation, and none may be left that nobody says.
# -DLUPDATE=… -DSOURCES=ui -DTRANSLATION=….ts -DCOPY=….ts
file(COPY_FILE ${TRANSLATION} ${COPY})
execute_process(COMMAND ${LUPDATE} -silent -locations none -no-ui-lines -recursive ${SOURCES} -ts ${COPY}
  RESULT_VARIABLE result ERROR_VARIABLE said)
if(NOT result EQUAL 0 OR said MATCHES "lacks Q_OBJECT|Discarding|unexpected")
  message(FATAL_ERROR "lupdate (${result}): ${said}")
endif()
file(READ ${COPY} now)
string(REGEX MATCHALL "<source>[^<]*</source>[^<]*(<translatorcomment>[^<]*</translatorcomment>)?[^<]*<translation type=\"(unfinished|vanished|obsolete)\"" bad "${now}")
list(LENGTH bad count)
if(count GREATER 0)
  list(SUBLIST bad 0 20 first)
  list(JOIN first "\n" first)
  message(FATAL_ERROR "${count} strings without a translation or no longer said, among them:\n${first}\n"
    "./dev translate renews the file; write what is missing.")
endif()
