#!/bin/sh
# Build the same program with TensorFlow in it instead of LiteRT, for tests/benchmarks/test_executable.py to compare.
#
#   sh tests/benchmarks/with_tensorflow.sh      makes build/with-tensorflow/leukdesk; takes 3 GB and some minutes
set -eu
cd "$(dirname "$0")/../.."
ENVIRONMENT=build/with-tensorflow/venv
rm -rf build/with-tensorflow
"${PYTHON:-python3}" -m venv "$ENVIRONMENT"
"$ENVIRONMENT/bin/python" -m pip install --quiet --disable-pip-version-check -c constraints.txt ".[package]" tensorflow
# Found first: the name that the program imports, answered by TensorFlow's own interpreter.
"$ENVIRONMENT/bin/python" -m pip uninstall --quiet --yes ai-edge-litert
site=$("$ENVIRONMENT/bin/python" -c "import sysconfig; print(sysconfig.get_path('purelib'))")
mkdir -p "$site/ai_edge_litert"
printf 'import tensorflow\n\nInterpreter = tensorflow.lite.Interpreter\n' >"$site/ai_edge_litert/interpreter.py"
touch "$site/ai_edge_litert/__init__.py"
"$ENVIRONMENT/bin/python" -m PyInstaller --noconfirm --log-level WARN \
    --distpath build/with-tensorflow --workpath build/with-tensorflow/work tests/benchmarks/with_tensorflow.spec
ls -l build/with-tensorflow
