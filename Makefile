# The targets; `make` alone lists them.

PYTHON ?= python3
PORT ?= 8000
# More arguments for pytest, e.g. make test ARGS="-k lock"
ARGS ?=
# make lock UPGRADE=--upgrade takes the newest versions; without it the locked ones stay.
UPGRADE ?=
# make build SHARD=2/4 makes the second of four parts of the pages, for several machines.
SHARD ?=
# How make review tells what it finds: github (Gitea and Forgejo too) or gitlab
FORGE ?= github

BIN := .venv/bin
NEW_ENOUGH := import sys; sys.exit(sys.version_info[:2] < (3, 11))
UNDERSTANDS := import sys; sys.exit(sys.version_info[:2] < (3, 6))

# Sets $$python to the first of these that is new enough; failing that to the first one that can
# at least run tools/environment.py, which then tells the user that it is too old.
FIND_PYTHON = \
	python=; \
	for name in "$(PYTHON)" python3 python3.13 python3.12 python3.11 python3.14; do \
		if "$$name" -c '$(NEW_ENOUGH)' >/dev/null 2>&1; then python=$$name; break; fi; \
		if [ -z "$$python" ] && "$$name" -c '$(UNDERSTANDS)' >/dev/null 2>&1; then python=$$name; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo '没有找到 Python 3。本项目需要 Python 3.11 或更新的版本，请先装好，再把刚才的命令运行一遍：' >&2; \
		echo '  - Debian 12、Ubuntu 24.04 和更新的系统：sudo apt install python3 python3-venv' >&2; \
		echo '  - 已经装在别的地方：在命令里写明，例如 make serve PYTHON=/opt/python3.12/bin/python3' >&2; \
		exit 1; \
	fi

COMPILE = $(BIN)/uv pip compile --quiet --no-config --universal --fork-strategy fewest \
	--python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
	--no-emit-find-links --custom-compile-command 'make lock' $(UPGRADE)

.PHONY: help serve build merge publish check review hook format test prove bench bench-serve bench-workbench bench-search picture lock sbom clean environment environment-dev
.DEFAULT_GOAL := help

help: ## 列出这些命令
	@echo '用法：make 命令'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-15s %s\n", $$1, $$2 }' Makefile

serve: environment ## 在本机打开网站，改了资料自动刷新（换端口：make serve PORT=8001）
	@$(BIN)/gonghui serve --port $(PORT)

build: environment ## 生成网站，放进 site 目录
	@$(BIN)/gonghui build $(if $(SHARD),--shard $(SHARD))

merge: environment ## 几台机器用 make build SHARD=… 备好的各份合成一个网站
	@$(BIN)/gonghui merge $(ARGS)

publish: environment ## 生成网站，核对，公布到 PUBLISH_TO（文件夹，或“用户@服务器:文件夹”）
	@$(BIN)/gonghui publish

check: environment-dev ## 先检查总结和登记表，再检查代码的格式、写法和类型
	@$(BIN)/gonghui check
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy

review: environment ## 检查合并请求，写给代码平台看（GitLab：make review FORGE=gitlab）
	@mkdir -p build
	@$(BIN)/gonghui check --format $(FORGE) >build/review.json || [ $$? -eq 1 ]
	@if [ "$(FORGE)" = github ]; then cat build/review.json; fi
	@$(BIN)/gonghui check

hook: environment ## 让 git 在提交以前先检查要提交的总结
	@$(BIN)/python tools/hook.py install

format: environment-dev ## 把代码整理成统一的格式
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

test: environment-dev ## 运行测试（第一次会装测试用的浏览器和中文字体）
	@$(BIN)/python tools/browser.py >/dev/null
	@$(BIN)/pytest $(ARGS)

prove: environment-dev ## 运行测试的加长版，要很久
	@$(BIN)/python tools/browser.py >/dev/null
	@GONGHUI_PROVE=1 $(BIN)/pytest -m 'prove or not prove' --hypothesis-profile=prove $(ARGS)

bench: environment ## 测量生成、再生成和预览网站要多长时间、多少内存，和别的程序对照（只测一种篇数：make bench ARGS=1000）
	@$(BIN)/python -m benchmarks.build $(ARGS)

bench-serve: environment ## 测量在一万篇里预览一篇要等多久
	@$(BIN)/python -m benchmarks.preview $(ARGS)

bench-search: environment-dev ## 测量检索查得全不全、准不准、快不快，和另两种检索对照
	@$(BIN)/python tools/browser.py >/dev/null
	@$(BIN)/python -m benchmarks.search $(ARGS)

bench-workbench: environment-dev ## 测量对比台一次读多少数据、点一下要等多久
	@$(BIN)/python tools/browser.py >/dev/null
	@$(BIN)/python -m benchmarks.workbench

picture: environment-dev build ## 重拍 README 里的图
	@$(BIN)/python -m tools.picture

lock: environment-dev ## 按 requirements*.in 重写锁定文件（升级版本：make lock UPGRADE=--upgrade）
	@$(COMPILE) requirements.in -o requirements.lock
	@$(COMPILE) requirements-dev.in -o requirements-dev.lock

sbom: environment-dev ## 列出网站用到的软件包和许可证（build/sbom.cdx.json、build/licences.csv）
	@$(BIN)/python tools/sbom.py

clean: ## 删除生成的网站和缓存（运行环境 .venv 留着）
	@rm -rf site build dist .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name .venv -prune -o -name .git -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

environment:
	@$(FIND_PYTHON); "$$python" tools/environment.py

environment-dev:
	@$(FIND_PYTHON); "$$python" tools/environment.py --dev
